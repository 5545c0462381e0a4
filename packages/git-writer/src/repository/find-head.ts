import { NetravenError } from '@netraven/common';
import { parseCommit } from '../commit/commit-object.ts';
import { ConfigTree } from '../commit/config-tree.ts';
import type { ObjectStore } from '../pack/object-store.ts';
import { BRANCH, isCommitId, readReference } from './reference.ts';

/** The newest commit that is whole, with every file it holds. */
export interface FoundHead {
  readonly head: string | null;
  readonly tree: ConfigTree;
  readonly committedSeconds: number;
}

/**
 * Finds the head to go on from: the branch's own file, else what the database recorded, else `packed-refs`; the first
 * whose commit and trees can all be read. One that does not contain the recorded commit is never taken: it would drop
 * commits whose tasks were told they are stored.
 * @param recorded newest commit in the database; null before the first
 * @throws NETRAVEN_REPOSITORY_DAMAGED when there should be a head and none of them will do
 */
export function findHead(gitDir: string, objects: ObjectStore, recorded: string | null): FoundHead {
  const { loose, packed } = readReference(gitDir);
  const reasons: string[] = [];
  for (const candidate of new Set([loose, recorded, packed])) {
    if (candidate === null) continue;
    try {
      return loadHead(objects, candidate, recorded);
    } catch (error) {
      if (!(error instanceof NetravenError || error instanceof RangeError)) throw error;
      reasons.push(`${candidate.slice(0, 12) || 'empty'}: ${error.message}`);
    }
  }
  if (reasons.length === 0) return { head: null, tree: new ConfigTree(), committedSeconds: 0 };
  throw new NetravenError(
    'NETRAVEN_REPOSITORY_DAMAGED',
    `${gitDir}: no usable ${BRANCH} (${reasons.join('; ')})`,
  );
}

function loadHead(objects: ObjectStore, candidate: string, recorded: string | null): FoundHead {
  if (!isCommitId(candidate)) throw new RangeError('no commit id');
  const commit = parseCommit(objects.readAs('commit', candidate));
  if (recorded !== null && !contains(objects, candidate, recorded))
    throw new RangeError(`does not contain ${recorded.slice(0, 12)}, which the database has recorded`);
  const tree = ConfigTree.load(Buffer.from(commit.tree, 'hex'), (id) => objects.readAs('tree', id));
  return { head: candidate, tree, committedSeconds: commit.committerSeconds };
}

/** Walks the branch back; in ordinary recovery the recorded commit is at most one batch away. */
function contains(objects: ObjectStore, head: string, ancestor: string): boolean {
  for (let commit: string | null = head; commit !== null; ) {
    if (commit === ancestor) return true;
    commit = parseCommit(objects.readAs('commit', commit)).parent;
  }
  return false;
}
