/**
 * The same answer for everybody who asks within `ms`, so that however many ask, the source is asked once. A failure is
 * not remembered.
 */
export function remember<T>(ms: number, load: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let until = 0;
  return () => {
    if (answer !== undefined && performance.now() < until) return answer;
    const asked = load();
    answer = asked;
    until = performance.now() + ms;
    asked.catch(() => {
      if (answer === asked) answer = undefined;
    });
    return asked;
  };
}
