import type { EntityManager } from '@mikro-orm/postgresql';
import { NetravenError } from '@netraven/common';
import type { VersionView } from '@netraven/common/api';
import { isoInstant } from '../stage/iso-instant.ts';
import { refuseUnknownDevice } from './no-such-device.ts';

/** Columns of a version as the API shows it. */
export const versionViewColumns = `v.commit, ${isoInstant('v.captured_at')} as "capturedAt",
  ${isoInstant('v.committed_at')} as "committedAt", v.added, v.removed, v.change, v.job_id as job, v.bytes, v.lines`;

/** A version with its place in the history of its device. */
export interface FoundVersion {
  readonly id: string;
  readonly path: string;
  readonly view: VersionView;
}

/**
 * The version a revision names: a commit (or its beginning), `~N` for N versions before the newest, an instant or a
 * day (the version current then; a day means its end, in UTC). Without one, the newest.
 * @throws NETRAVEN_NOT_FOUND when the device has no such version, NETRAVEN_CONFLICT when two commits begin alike
 */
export async function findVersion(
  em: EntityManager,
  device: string,
  revision: string | undefined,
): Promise<FoundVersion> {
  const { condition, values, skip } = conditionOf(revision);
  const rows = await em.execute<(VersionView & { id: string; path: string })[]>(
    `select v.id, v.path, ${versionViewColumns} from config_version v
     where v.device_name = ? and ${condition} order by v.id desc limit 2 offset ?`,
    [device, ...values, skip],
  );
  const [found, other] = rows;
  if (!found) throw await noSuchVersion(em, device, revision);
  if (other && isCommit(revision)) {
    throw new NetravenError(
      'NETRAVEN_CONFLICT',
      `${device}: revision ${revision} is the beginning of several commits`,
      { hint: 'Give more digits of the commit.' },
    );
  }
  const { id, path, ...view } = found;
  return { id, path, view };
}

/** The version before a given one; null for the first. */
export async function findVersionBefore(
  em: EntityManager,
  device: string,
  { id }: Pick<FoundVersion, 'id'>,
): Promise<FoundVersion | null> {
  const [row] = await em.execute<(VersionView & { id: string; path: string })[]>(
    `select v.id, v.path, ${versionViewColumns} from config_version v
     where v.device_name = ? and v.id < ?::bigint order by v.id desc limit 1`,
    [device, id],
  );
  if (!row) return null;
  const { id: rowId, path, ...view } = row;
  return { id: rowId, path, view };
}

interface Condition {
  readonly condition: string;
  readonly values: readonly string[];
  readonly skip: number;
}

function conditionOf(revision: string | undefined): Condition {
  if (revision === undefined) return { condition: 'true', values: [], skip: 0 };
  if (revision.startsWith('~')) return { condition: 'true', values: [], skip: Number(revision.slice(1)) };
  if (isCommit(revision)) return { condition: 'starts_with(v.commit, ?)', values: [revision], skip: 0 };
  const day = /^\d{4}-\d\d-\d\d$/.test(revision);
  const instant = new Date(day ? `${revision}T23:59:59.999Z` : withZone(revision));
  if (Number.isNaN(instant.getTime())) {
    throw new NetravenError('NETRAVEN_MESSAGE_INVALID', `revision ${revision} is not a date that exists`);
  }
  return { condition: 'v.captured_at <= ?::timestamptz', values: [instant.toISOString()], skip: 0 };
}

function isCommit(revision: string | undefined): boolean {
  return revision !== undefined && /^[0-9a-f]{7,40}$/.test(revision);
}

/** ISO 8601 with a zone; UTC where none is given, as in everything netraven prints. */
function withZone(instant: string): string {
  const iso = instant.replace(' ', 'T');
  return /(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`;
}

/** Nothing is said of the versions of a device that has none and is not in the inventory. */
async function noSuchVersion(
  em: EntityManager,
  device: string,
  revision: string | undefined,
): Promise<NetravenError> {
  const versions = await em.execute('select 1 from config_version where device_name = ? limit 1', [device]);
  if (versions.length === 0) await refuseUnknownDevice(em, device);
  return new NetravenError(
    'NETRAVEN_NOT_FOUND',
    revision === undefined
      ? `device ${device} has no stored configuration`
      : `device ${device} has no version ${revision}`,
    { hint: 'See the versions with "netraven config history".' },
  );
}
