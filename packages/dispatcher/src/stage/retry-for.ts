import { type Logger, pause, retryDelay } from '@netraven/common';
import { describeFailure } from './describe-failure.ts';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5000;

/**
 * Does something that may have to wait for another service to come up.
 * @throws its last error when `limitMs` have passed or the signal fires
 */
export async function retryFor<T>(
  limitMs: number,
  work: () => Promise<T>,
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<T> {
  const endsAt = performance.now() + limitMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || performance.now() >= endsAt) throw error;
      log.warn({ err: describeFailure(error) ?? error }, 'not yet, trying again');
      await pause(retryDelay(attempt, FIRST_RETRY_MS, LONGEST_RETRY_MS, Math.random()), signal);
    }
  }
}
