import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { KEEP_NOTE } from '../pack/write-pack.ts';
import { BRANCH } from './reference.ts';

/** Locks that this writer or the git it starts takes; it holds the repository alone, so that any found are orphans. */
const LOCKS = [
  `${BRANCH}.lock`,
  'HEAD.lock',
  'config.lock',
  'packed-refs.lock',
  'objects/info/commit-graph.lock',
  'objects/info/commit-graphs/commit-graph-chain.lock',
  'objects/pack/multi-pack-index.lock',
];

/** What a writer that was killed left behind. */
export interface Leftovers {
  readonly locks: number;
  readonly temporaryFiles: number;
  readonly emptyObjects: number;
}

/** Removes orphaned locks, temporary files, own `.keep` files, and loose objects of no length. */
export function clearLeftovers(gitDir: string): Leftovers {
  return {
    locks: LOCKS.filter((lock) => removeIfPresent(`${gitDir}/${lock}`)).length,
    temporaryFiles:
      clearPackFolder(`${gitDir}/objects/pack`) + clearGraphFolder(`${gitDir}/objects/info/commit-graphs`),
    emptyObjects: clearLooseObjects(`${gitDir}/objects`),
  };
}

function clearPackFolder(folder: string): number {
  let removed = 0;
  for (const file of readdirSync(folder)) {
    const path = `${folder}/${file}`;
    if (/^(tmp_|\.tmp-)/.test(file)) {
      if (removeIfPresent(path)) removed++;
    } else if (file.endsWith('.keep') && readFileSync(path, 'latin1') === KEEP_NOTE) {
      removeIfPresent(path);
    }
  }
  return removed;
}

function clearGraphFolder(folder: string): number {
  if (!statSync(folder, { throwIfNoEntry: false })) return 0;
  const orphans = readdirSync(folder).filter((file) => file.startsWith('tmp_'));
  return orphans.filter((file) => removeIfPresent(`${folder}/${file}`)).length;
}

/** git never writes an object again that is there, so that an empty one would stay damaged for ever. */
function clearLooseObjects(folder: string): number {
  let removed = 0;
  for (const part of readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const file of readdirSync(`${folder}/${part}`)) {
      const path = `${folder}/${part}/${file}`;
      if ((file.startsWith('tmp_obj') || statSync(path).size === 0) && removeIfPresent(path)) removed++;
    }
  }
  return removed;
}

function removeIfPresent(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })) return false;
  rmSync(path, { force: true });
  return true;
}
