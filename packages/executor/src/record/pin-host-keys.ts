import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/**
 * Trust on first use: the key of the first session is pinned, with a device as with the jump hosts on the way to it; a
 * device that has one keeps it.
 */
export async function pinHostKeys(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into host_key (device_id, type, fingerprint, fence, pinned_at)
     select distinct on (seen.device_id) seen.device_id, seen.type, seen.fingerprint, seen.fence, seen.finished_at
     from (
       select device_id, host_key_type as type, host_key_fingerprint as fingerprint, fence, finished_at, 0 as rank
       from ${fromRows(resultColumns)}
       where host_key_fingerprint is not null
       union all
       select j.device, j.type, j.fingerprint, null, r.finished_at, 1
       from ${fromRows(resultColumns)},
         jsonb_to_recordset(r.jump_host_keys) as j (device int, type text, fingerprint text)
     ) seen
     join device on device.id = seen.device_id and device.host_key_policy = 'trust-on-first-use'
     where not exists (select from host_key where host_key.device_id = seen.device_id)
     order by seen.device_id, seen.rank, string_to_array(seen.fence, '-')::bigint[], seen.finished_at
     on conflict do nothing`,
    [rows, rows],
  );
}
