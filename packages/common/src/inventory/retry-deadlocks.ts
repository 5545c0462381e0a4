import { DeadlockException } from '@mikro-orm/core';
import { pause, retryDelay } from '../time.ts';

const MOST_TRIES = 6;
const FIRST_DELAY_MS = 20;
const LONGEST_DELAY_MS = 500;

/**
 * Does a transaction again when PostgreSQL ended it to free another: recorder, git-writer and dispatchers lock the
 * same task rows, each in the order of its own batch.
 */
export async function retryDeadlocks<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (!(error instanceof DeadlockException) || attempt === MOST_TRIES) throw error;
      await pause(retryDelay(attempt, FIRST_DELAY_MS, LONGEST_DELAY_MS, Math.random()));
    }
  }
}
