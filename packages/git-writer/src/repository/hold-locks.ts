import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Logger, NetravenError } from '@netraven/common';
import type { Inventory } from '@netraven/common/inventory';
import { translateDatabaseError } from '@netraven/common/inventory';
import { type AdvisoryLock, tryAdvisoryLock } from './advisory-lock.ts';
import { isLockFile, tryWriterLockFile } from './writer-lock-file.ts';

/** Both locks that make a writer the only one: of its database and of its repository. */
export interface WriterLocks {
  /** @throws NETRAVEN_REPOSITORY_LOCKED when one of them is lost; nothing may be written then */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

/** Takes both locks, or neither and returns null: another writer is active. */
export async function tryWriterLocks(
  inventory: Inventory,
  gitDir: string,
  log: Logger,
): Promise<WriterLocks | null> {
  const advisory = await tryAdvisoryLock(inventory).catch((error: unknown) => {
    throw translateDatabaseError(error);
  });
  if (!advisory) return null;
  try {
    const token = randomBytes(12).toString('hex');
    const owner = { token, host: hostname(), pid: process.pid, database: advisory.database };
    const file = tryWriterLockFile(gitDir, owner, new Date());
    if (isLockFile(file)) return joinLocks(advisory, file);
    log.warn({ owner: file }, 'the repository is held by a git-writer of another database');
  } catch (error) {
    await advisory.release();
    throw error;
  }
  await advisory.release();
  return null;
}

function joinLocks(
  advisory: AdvisoryLock,
  file: { confirm(now: Date): boolean; release(): void },
): WriterLocks {
  return {
    confirm: async () => {
      if (!(await advisory.isHeld())) throw lost('the lock in the database');
      if (!file.confirm(new Date())) throw lost('the lock file');
    },
    release: async () => {
      file.release();
      await advisory.release();
    },
  };
}

function lost(what: string): NetravenError {
  return new NetravenError('NETRAVEN_REPOSITORY_LOCKED', `${what} is held by another git-writer by now`);
}
