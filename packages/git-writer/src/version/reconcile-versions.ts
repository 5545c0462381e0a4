import type { Logger } from '@netraven/common';
import type { Inventory } from '@netraven/common/inventory';
import type { CommitFacts } from '../commit/commit-message.ts';
import { parseCommit } from '../commit/commit-object.ts';
import type { ObjectStore } from '../pack/object-store.ts';
import type { Repository } from '../repository/repository.ts';
import { forgetLost } from './forget-lost.ts';
import { recordSettlements } from './record-settlements.ts';
import { sealOfCommit } from './seal-of-commit.ts';
import type { Settlement } from './settlement.ts';
import { versionOfCommit } from './version-of-commit.ts';

/** Commits recorded in one transaction; a rebuild of the whole history goes on where it was interrupted. */
const AT_ONCE = 200;

/**
 * Records the commits that git has and the database has not: after a crash between the two that is at most one batch,
 * for an empty database the whole history. Their rows are made from the commits alone.
 * @param recorded newest commit in the database, contained in the head; null for none
 * @returns number of versions recorded
 */
export async function reconcileVersions(
  { inventory, log }: { inventory: Inventory; log: Logger },
  { objects, publishedHead }: Pick<Repository, 'objects' | 'publishedHead'>,
  recorded: string | null,
): Promise<number> {
  const commits = commitsSince(objects, publishedHead, recorded);
  let from = recorded;
  let count = 0;
  for (let start = 0; start < commits.length; start += AT_ONCE) {
    const part = commits.slice(start, start + AT_ONCE);
    const settlements = part.flatMap((commit) => settlementOf(objects, commit) ?? []);
    const to = part.at(-1) ?? from;
    await recordSettlements(inventory, settlements, { from, to });
    if (settlements.length < part.length)
      log.warn(
        { count: part.length - settlements.length },
        'commits that netraven did not make are left as they are',
      );
    from = to;
    count += settlements.filter(({ version }) => version !== null).length;
  }
  if (recorded === null) await forgetLost({ inventory, log }, objects);
  return count;
}

/** Oldest first. */
function commitsSince(objects: ObjectStore, head: string | null, recorded: string | null): string[] {
  const commits: string[] = [];
  for (let commit = head; commit !== null && commit !== recorded; ) {
    commits.push(commit);
    commit = parseCommit(objects.readAs('commit', commit)).parent;
  }
  return commits.reverse();
}

/** What a commit settled; undefined for one that netraven did not make. */
function settlementOf(objects: ObjectStore, commit: string): Settlement | undefined {
  const version = versionOfCommit(objects, commit);
  if (version) return { ...settledBy(version.facts), outcome: 'changed', version, seal: null };
  const facts = sealOfCommit(objects, commit);
  if (!facts) return undefined;
  return {
    ...settledBy(facts),
    outcome: 'unchanged',
    version: null,
    seal: { commit, sealedTo: facts.sealedTo },
  };
}

function settledBy(facts: CommitFacts): Omit<Settlement, 'outcome' | 'version' | 'seal'> {
  const { capture, taskId, jobId, site, fence, capturedAt, deviceId, deviceName } = facts;
  return {
    snapshot: {
      capture,
      task: taskId,
      job: jobId,
      site,
      fence,
      capturedAt,
      device: { id: deviceId, name: deviceName },
    },
    error: null,
    missingHead: null,
    raisesFence: true,
  };
}
