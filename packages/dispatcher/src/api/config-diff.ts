import type { EntityManager } from '@mikro-orm/postgresql';
import { callGit } from '@netraven/common/api';
import type { NatsConnection } from 'nats';
import { type FoundVersion, findVersion, findVersionBefore } from './find-version.ts';
import type { Handler } from './handler.ts';

/** Longer diffs are cut at a line end. */
const MAX_DIFF_LENGTH = 512 * 1024;

/**
 * What changed between two versions; without the first, since the version before the second. Neighbours have their
 * diff in the database, others are compared by the git-writer.
 */
export const diffConfig: Handler<'config.diff'> = async ({ inventory, connection }, { device, from, to }) => {
  const em = inventory.em.fork();
  const newer = await findVersion(em, device, to);
  const before = await findVersionBefore(em, device, newer);
  const older = from === undefined ? before : await findVersion(em, device, from);
  const answer = { from: older?.view ?? null, to: newer.view };
  if (older?.id === newer.id) return { ...answer, diff: '', truncated: false };
  if (older?.id === before?.id) return { ...answer, ...(await storedDiff(em, newer)) };
  return { ...answer, ...(await repositoryDiff(connection, older, newer)) };
};

async function storedDiff(em: EntityManager, { id }: FoundVersion): Promise<Diff> {
  const [row] = await em.execute<{ diff: string }[]>('select diff from config_version where id = ?::bigint', [
    id,
  ]);
  const diff = row?.diff ?? '';
  if (diff.length <= MAX_DIFF_LENGTH) return { diff, truncated: false };
  return { diff: diff.slice(0, diff.lastIndexOf('\n', MAX_DIFF_LENGTH) + 1), truncated: true };
}

async function repositoryDiff(
  connection: NatsConnection,
  older: FoundVersion | null,
  newer: FoundVersion,
): Promise<Diff> {
  const { diff, truncated } = await callGit(connection, 'diff', {
    from: older && fileOf(older),
    to: fileOf(newer),
  });
  return { diff, truncated };
}

interface Diff {
  readonly diff: string;
  readonly truncated: boolean;
}

function fileOf({ view, path }: FoundVersion): { commit: string; path: string } {
  return { commit: view.commit, path };
}
