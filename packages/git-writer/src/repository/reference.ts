import { existsSync, readFileSync } from 'node:fs';
import { NetravenError, pause, SECOND } from '@netraven/common';
import { syncFolder, writeDurably } from '../pack/durable-file.ts';

/** The one branch netraven writes. */
export const BRANCH = 'refs/heads/main';

const COMMIT = /^[0-9a-f]{40}$/;
const LOCK_WAIT_MS = 2 * SECOND;
const LOCK_POLL_MS = 20;

/** What the repository says about its branch. */
export interface StoredReference {
  /** First line of the branch's own file, whatever it holds; null without the file. */
  readonly loose: string | null;
  /** The branch in `packed-refs`, which a file of its own overrides. */
  readonly packed: string | null;
}

export function readReference(gitDir: string): StoredReference {
  const line = (readIfPresent(`${gitDir}/packed-refs`) ?? '')
    .split('\n')
    .find((candidate) => candidate.endsWith(` ${BRANCH}`));
  return {
    loose: readIfPresent(`${gitDir}/${BRANCH}`)?.trim() ?? null,
    packed: line?.slice(0, 40) ?? null,
  };
}

export function isCommitId(text: string | null): text is string {
  return text !== null && COMMIT.test(text);
}

/**
 * Moves the branch from `expected` to `next` under git's own lock, so that stock git and this writer never overwrite
 * each other. On return the move survives a power cut.
 * @throws NETRAVEN_REPOSITORY_MOVED when the branch is not at `expected`, or its lock stays taken
 */
export async function publishReference(gitDir: string, expected: string | null, next: string): Promise<void> {
  const path = `${gitDir}/${BRANCH}`;
  await waitForLock(`${path}.lock`);
  writeDurably({
    path,
    temporaryPath: `${path}.lock`,
    data: Buffer.from(`${next}\n`),
    mode: 0o644,
    confirm: () => confirmReference(gitDir, expected),
  });
  syncFolder(`${gitDir}/refs/heads`);
}

function confirmReference(gitDir: string, expected: string | null): void {
  const { loose, packed } = readReference(gitDir);
  const current = loose ?? packed;
  if (current === expected) return;
  throw new NetravenError(
    'NETRAVEN_REPOSITORY_MOVED',
    `${BRANCH}: expected ${expected ?? 'no commit'}, found ${current ?? 'no commit'}`,
  );
}

async function waitForLock(lock: string): Promise<void> {
  for (let waitedMs = 0; existsSync(lock); waitedMs += LOCK_POLL_MS) {
    if (waitedMs >= LOCK_WAIT_MS)
      throw new NetravenError('NETRAVEN_REPOSITORY_MOVED', `${lock} stays taken by another git process`);
    await pause(LOCK_POLL_MS);
  }
}

/** Writes the branch again, where recovery found another commit to be the newest that is whole. */
export function rewriteReference(gitDir: string, commit: string): void {
  const path = `${gitDir}/${BRANCH}`;
  writeDurably({ path, temporaryPath: `${path}.lock`, data: Buffer.from(`${commit}\n`), mode: 0o644 });
  syncFolder(`${gitDir}/refs/heads`);
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
