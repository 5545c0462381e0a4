import { zstdCompressSync } from 'node:zlib';
import type { EntityManager } from '@mikro-orm/postgresql';
import { NetravenError } from '@netraven/common';
import { callGit, type VersionView } from '@netraven/common/api';
import { compareFences } from '@netraven/common/message';
import type { NatsConnection } from 'nats';
import { findVersion } from './find-version.ts';
import type { Handler } from './handler.ts';

const SLICE_BYTES = 512 * 1024;
const SEALED_SUFFIX = '.age';

/**
 * The sealed original of a version. That of the newest is read where the branch is now, since it may have been sealed
 * to other recipients after its commit; where the device encrypts values anew at each read, a newer one of the same
 * configuration is in the database.
 */
export const showSealed: Handler<'config.sealed'> = async (
  { inventory, connection },
  { device, at, from, offset },
) => {
  const em = inventory.em.fork();
  const found = await em.transactional((view) => findSealed(view, device, at), {
    isolationLevel: 'repeatable read',
  });
  const { version, path, latest } = found;
  const isLatest = from === 'latest' || (from === undefined && latest?.isNewer === true);
  if (isLatest && !latest) throw notSealed(device, version);
  const answer = { version, path: path + SEALED_SUFFIX };
  if (isLatest && latest) return { ...answer, ...sliceOfLatest(latest, offset) };
  const slice = await sliceOfFile(connection, { ...found, device }, offset);
  return { ...answer, ...slice, from: 'repository', fence: found.fence };
};

function sliceOfLatest({ data, fence }: LatestSealed, offset: number) {
  const whole = zstdCompressSync(Buffer.from(data, 'base64'));
  const slice = whole.subarray(offset, offset + SLICE_BYTES).toString('base64');
  return { from: 'latest', fence, file: `latest ${fence}`, data: slice, total: whole.length } as const;
}

interface FoundSealed {
  readonly version: VersionView;
  readonly path: string;
  readonly fence: string;
  /** Commit at which the file is read. */
  readonly commit: string;
  readonly latest: LatestSealed | null;
}

interface LatestSealed {
  /** Base64. */
  readonly data: string;
  readonly fence: string;
  /** Than the version. */
  readonly isNewer: boolean;
}

/** In one view of the database, so that the branch holds the newest version that is found. */
async function findSealed(em: EntityManager, device: string, at: string | undefined): Promise<FoundSealed> {
  const { id, path, view: version } = await findVersion(em, device, at);
  const [row] = await em.execute<SealedRow[]>(
    `select v.fence, h.version_id = v.id as "isNewest", h.latest_sealed as latest, h.latest_sealed_fence as "latestFence",
       (select w.commit from writer_head w order by w.updated_at desc limit 1) as head
     from config_version v left join config_head h on h.device_name = v.device_name where v.id = ?::bigint`,
    [id],
  );
  const fence = row?.fence ?? '';
  if (!row?.isNewest || row.head === null)
    return { version, path, fence, commit: version.commit, latest: null };
  const { latest: data, latestFence } = row;
  const latest =
    data === null || latestFence === null
      ? null
      : { data, fence: latestFence, isNewer: compareFences(latestFence, fence) > 0 };
  return { version, path, fence, commit: row.head, latest };
}

interface SealedRow {
  readonly fence: string;
  readonly isNewest: boolean | null;
  readonly latest: string | null;
  readonly latestFence: string | null;
  readonly head: string | null;
}

async function sliceOfFile(
  connection: NatsConnection,
  { device, version, path, commit }: FoundSealed & { readonly device: string },
  offset: number,
): Promise<{ file: string; data: string; total: number }> {
  try {
    const { blob, data, total } = await callGit(connection, 'show', {
      commit,
      path: path + SEALED_SUFFIX,
      offset,
    });
    return { file: blob, data, total };
  } catch (error) {
    if (!(error instanceof NetravenError) || error.code !== 'NETRAVEN_NOT_FOUND') throw error;
    // A version without an original has its text there; without that, what is wrong is the repository.
    await callGit(connection, 'show', { commit, path });
    throw notSealed(device, version);
  }
}

function notSealed(device: string, { commit }: VersionView): NetravenError {
  return new NetravenError(
    'NETRAVEN_SEAL_MISSING',
    `${device}: no sealed original is kept of version ${commit.slice(0, 12)}`,
  );
}
