import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { MINUTE } from '@netraven/common';
import { z } from 'zod';
import { syncFolder, writeAll, writeDurably } from '../pack/durable-file.ts';

/** Stands beside the repository, since the folder may not exist yet when the lock is taken. */
export const LOCK_SUFFIX = '.lock';

/** A file that was not confirmed for this long has no living owner. */
const STALE_MS = MINUTE;

const ownerSchema = z.object({
  /** Different for each holding. */
  token: z.string(),
  host: z.string(),
  pid: z.number().int(),
  /** As `AdvisoryLock.database`. */
  database: z.string(),
});
/** Who holds the repository. */
export type LockOwner = z.output<typeof ownerSchema>;

/** A file that says which process writes to the repository. */
export interface WriterLockFile {
  /** Whether the file still names this holder; says to others that it lives. To be called every few seconds. */
  confirm(now: Date): boolean;
  release(): void;
}

/**
 * Takes the lock file, or returns its owner when that may be alive. The caller holds the advisory lock of its
 * database, so an owner that used the same one is gone. Another owner is gone when it has not confirmed the file for a
 * minute, or its process on this machine has ended.
 */
export function tryWriterLockFile(gitDir: string, owner: LockOwner, now: Date): WriterLockFile | LockOwner {
  const path = `${gitDir}${LOCK_SUFFIX}`;
  mkdirSync(dirname(path), { recursive: true });
  const data = Buffer.from(`${JSON.stringify(owner)}\n`);
  if (!createFile(path, data)) {
    const other = readOwner(path);
    if (other && mayBeAlive(other, owner) && ageMs(path, now) < STALE_MS) return other;
    const temporaryPath = `${path}.${owner.token}`;
    writeDurably({ path, temporaryPath, data, mode: 0o644 });
  }
  syncFolder(dirname(path));
  const isHeld = () => readOwner(path)?.token === owner.token;
  return {
    confirm: (at) => {
      if (!isHeld()) return false;
      utimesSync(path, at, at);
      return true;
    },
    release: () => {
      if (isHeld()) rmSync(path, { force: true });
    },
  };
}

function ageMs(path: string, now: Date): number {
  return now.getTime() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

export function isLockFile(result: WriterLockFile | LockOwner): result is WriterLockFile {
  return 'confirm' in result;
}

function mayBeAlive(other: LockOwner, self: LockOwner): boolean {
  if (other.database === self.database) return false;
  return other.host !== self.host || (other.pid !== self.pid && processExists(other.pid));
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** False when the file is there already. */
function createFile(path: string, data: Buffer): boolean {
  try {
    const descriptor = openSync(path, 'wx', 0o644);
    try {
      writeAll(descriptor, data);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined without the file, and for one that a crash cut short: its writer had not begun. */
function readOwner(path: string): LockOwner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
