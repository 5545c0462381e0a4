/** CPU the calling thread spent between two ticks of a timer of 1 ms, in milliseconds, as p50, p99 and maximum. */
export interface BusyTurns {
  stop(): { readonly p50: number; readonly p99: number; readonly max: number };
}

/**
 * Watches how long the thread works in one go before its timers run again. Unlike the delay of the event loop this is
 * CPU time, so that what others do on the same machine does not count.
 */
export function watchTurns(): BusyTurns {
  const spent: number[] = [];
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    spent.push((user + system) / 1000);
  }, 1);
  return {
    stop: () => {
      clearInterval(timer);
      spent.sort((a, b) => a - b);
      const at = (share: number) => spent[Math.floor(share * (spent.length - 1))] ?? 0;
      return { p50: at(0.5), p99: at(0.99), max: at(1) };
    },
  };
}
