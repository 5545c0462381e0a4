/** Runs at most `limit` pieces of work at once, the others in the order they came. */
export interface Limited {
  <T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs or waits. */
  settled(): Promise<void>;
}

export function limitConcurrency(limit: number): Limited {
  let running = 0;
  const waiting: (() => void)[] = [];
  const all = new Set<Promise<unknown>>();

  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  const limited = <T>(work: () => Promise<T>): Promise<T> => {
    const promise = run(work);
    const tracked = promise.then(
      () => undefined,
      () => undefined,
    );
    all.add(tracked);
    void tracked.then(() => all.delete(tracked));
    return promise;
  };
  return Object.assign(limited, {
    async settled() {
      while (all.size > 0) await Promise.all(all);
    },
  });
}
