import type { Logger } from '@netraven/common';
import { NetravenError } from '@netraven/common';
import type { ChangeClass, Snapshot, SnapshotContent } from '@netraven/common/message';
import { sha256 } from '@netraven/common/message';
import { compareTexts } from '../content/compare-texts.ts';
import { SEALED_SUFFIX } from '../content/config-path.ts';
import { objectId } from '../pack/object-id.ts';
import type { Repository } from '../repository/repository.ts';
import { buildVersion, type Version } from '../version/version.ts';
import { commitFiles } from './commit-files.ts';
import { buildCommitMessage, type CommitFacts } from './commit-message.ts';
import type { ObjectBatch } from './object-batch.ts';

/** Author and committer of every commit. */
export const IDENTITY = { name: 'netraven', email: 'netraven@localhost' } as const;

export interface Capture {
  readonly snapshot: Snapshot;
  readonly content: SnapshotContent;
  /** Where the device's newest version lies; null without one. */
  readonly storedPath: string | null;
}

export interface CommitTarget {
  readonly repository: Repository;
  readonly batch: ObjectBatch;
  /** Bodies of this batch by blob id, which the repository cannot read yet. */
  readonly bodies: Map<string, Buffer>;
  /** Seconds since 1970. */
  readonly nowSeconds: number;
  readonly log: Logger;
}

/**
 * Commits a capture whose text differs from what is in git; a device that lies elsewhere moves with it. The sealed
 * original never makes a change: it is encrypted anew at each capture.
 * @returns null when the configuration is in git already, at its place
 */
export function commitCapture(
  target: CommitTarget,
  { snapshot, content, storedPath }: Capture,
): Version | null {
  const { repository, batch, bodies } = target;
  const { path } = snapshot.device;
  const body = Buffer.from(content.text, 'utf8');
  const id = objectId('blob', body);
  const previousPath = storedPath ?? path;
  const previousId = repository.tree.idOf(previousPath);
  if (previousPath === path && previousId?.equals(id)) return null;

  const previous = previousId ? readBody(target, previousId) : null;
  const change = compareTexts(previous?.toString('utf8') ?? null, content.text, path);
  const facts = factsOf(snapshot, classOf(snapshot, previous));
  const moved = previousPath === path ? [] : [previousPath, previousPath + SEALED_SUFFIX];
  const commit = commitFiles(repository, batch, {
    files: [
      { path, body, compressible: true, id },
      ...(content.sealed ? [{ path: path + SEALED_SUFFIX, body: content.sealed, compressible: false }] : []),
    ],
    deletions: content.sealed ? moved : [...moved, path + SEALED_SUFFIX],
    author: { ...IDENTITY, seconds: Math.floor(Date.parse(snapshot.capturedAt) / 1000) },
    committer: { ...IDENTITY, seconds: target.nowSeconds },
    message: buildCommitMessage(facts, change.added, change.removed),
  });
  bodies.set(id.toString('hex'), body);
  const { committedSeconds } = repository;
  const blob = id.toString('hex');
  return buildVersion({ facts, path, commit, committedSeconds, blob, text: content.text }, change);
}

/** Null for a blob that has rotted: the history has a hole there, which must not hold up what comes after it. */
function readBody({ repository, bodies, log }: CommitTarget, id: Buffer): Buffer | null {
  try {
    return bodies.get(id.toString('hex')) ?? repository.objects.readAs('blob', id);
  } catch (error) {
    if (!(error instanceof NetravenError) || error.code !== 'NETRAVEN_REPOSITORY_DAMAGED') throw error;
    log.error({ err: error }, 'the version before cannot be read, its successor is stored without a diff');
    return null;
  }
}

/** The executor weighed the change against its own base; where git's is another, the weight is unknown and counts. */
function classOf({ change, diff }: Snapshot, previous: Buffer | null): ChangeClass {
  const base = previous === null ? null : sha256(previous);
  return diff.base === base ? change : 'significant';
}

export function factsOf(snapshot: Snapshot, change: CommitFacts['change']): CommitFacts {
  return {
    jobId: snapshot.job,
    taskId: snapshot.task,
    deviceName: snapshot.device.name,
    deviceId: snapshot.device.id,
    site: snapshot.site,
    platform: snapshot.platform,
    capturedAt: snapshot.capturedAt,
    capture: snapshot.capture,
    fence: snapshot.fence,
    change,
    sealedTo: snapshot.sealedTo,
  };
}
