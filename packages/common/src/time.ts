import { setTimeout as delay } from 'node:timers/promises';

/** One second, minute, hour, day in milliseconds: the unit of every duration in netraven unless its name says otherwise. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Waits `ms`, or until the signal fires: then it returns at once instead of throwing. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  await delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
}

/**
 * Waits until the work is done, at most `ms`; rejects as the work does. Once that is over nothing of the wait is left
 * that would keep the process alive.
 */
export async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The wait before the next try, in milliseconds: doubles from `baseMs` up to `maxMs`, with the upper half random so
 * that many callers do not return together.
 * @param attempt 1 for the first failure
 * @param random from 0 up to 1
 */
export function retryDelay(attempt: number, baseMs: number, maxMs: number, random: number): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full / 2 + (full / 2) * random);
}
