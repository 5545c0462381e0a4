import type { VersionView } from '@netraven/common/api';
import { findVersion, versionViewColumns } from './find-version.ts';
import type { Handler } from './handler.ts';

/** Versions of a device, newest first; `before` is the commit a page ended with. */
export const listHistory: Handler<'config.history'> = async ({ inventory }, { device, limit, before }) => {
  const em = inventory.em.fork();
  const end = before === undefined ? null : await findVersion(em, device, before);
  const rows = await em.execute<VersionView[]>(
    `select ${versionViewColumns} from config_version v
     where v.device_name = ? and v.id < coalesce(?::bigint, 9223372036854775807)
     order by v.id desc limit ?`,
    [device, end?.id ?? null, limit + 1],
  );
  if (rows.length === 0 && end === null) await findVersion(em, device, undefined);
  const versions = rows.slice(0, limit);
  return { versions, next: rows.length > limit ? (versions.at(-1)?.commit ?? null) : null };
};
