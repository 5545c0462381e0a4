import { SECOND } from '../time.ts';

/** A source that takes longer is asked again: its answer may never come. */
const LONGEST_LOAD_MS = 10 * SECOND;

/**
 * The same answer for everybody who asks within `ms`, or before it is there, so that however many ask, and however slow
 * the source is, it is asked once. A failure is not remembered.
 * @param now milliseconds by a clock that only grows
 */
export function remember<T>(
  ms: number,
  load: () => Promise<T>,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let until = 0;
  return () => {
    if (answer !== undefined && now() < until) return answer;
    const askedAt = now();
    const asked = load();
    answer = asked;
    until = askedAt + Math.max(ms, LONGEST_LOAD_MS);
    const isCurrent = () => answer === asked;
    asked.then(
      () => {
        if (isCurrent()) until = askedAt + ms;
      },
      () => {
        if (isCurrent()) answer = undefined;
      },
    );
    return asked;
  };
}
