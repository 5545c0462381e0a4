import type { Snapshot, SnapshotContent } from '@netraven/common/message';
import { SEALED_SUFFIX } from '../content/config-path.ts';
import { objectId } from '../pack/object-id.ts';
import type { Seal } from '../version/settlement.ts';
import { type CommitTarget, factsOf, IDENTITY } from './commit-capture.ts';
import { commitFiles } from './commit-files.ts';
import { buildResealMessage } from './commit-message.ts';

export interface SealCandidate {
  readonly snapshot: Snapshot;
  readonly content: SnapshotContent;
  /** To whom the original in git is sealed; null where none is there. */
  readonly sealedTo: string | null;
}

/**
 * Commits the sealed original alone, where the configuration is in git already but its original is sealed to others,
 * or not kept yet. An original for the same recipients is no change: it is encrypted anew at each capture.
 * @returns null when there is nothing to do
 */
export function commitSeal(
  { repository, batch, nowSeconds }: CommitTarget,
  { snapshot, content, sealedTo }: SealCandidate,
): Seal | null {
  const { path } = snapshot.device;
  if (content.sealed === null || snapshot.sealedTo === null) return null;
  if (!repository.tree.idOf(path)?.equals(objectId('blob', Buffer.from(content.text, 'utf8')))) return null;
  const isThere = repository.tree.idOf(path + SEALED_SUFFIX) !== undefined;
  if (isThere && snapshot.sealedTo === sealedTo) return null;
  const commit = commitFiles(repository, batch, {
    files: [{ path: path + SEALED_SUFFIX, body: content.sealed, compressible: false }],
    deletions: [],
    author: { ...IDENTITY, seconds: Math.floor(Date.parse(snapshot.capturedAt) / 1000) },
    committer: { ...IDENTITY, seconds: nowSeconds },
    message: buildResealMessage(factsOf(snapshot, 'resealed')),
  });
  return { commit, sealedTo: snapshot.sealedTo };
}
