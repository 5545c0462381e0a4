import { DeadlockException } from '@mikro-orm/core';

const MOST_TRIES = 5;

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
    }
  }
}
