import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { versionColumns } from './settlement-rows.ts';

/** One row per commit; a capture that has one keeps it. */
export async function insertVersions(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into config_version (capture, device_id, device_name, site, path, platform, fence, job_id, task_id, commit,
       blob, hash, bytes, lines, captured_at, committed_at, added, removed, change, diff)
     select capture, (select id from device where name = r.device_name), device_name, site, path, platform, fence, job_id,
       task_id, commit, blob, hash, bytes, lines, captured_at, committed_at, added, removed, change, diff
     from ${fromRows(versionColumns)} order by seq
     on conflict do nothing`,
    [rows],
  );
}
