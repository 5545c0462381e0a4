import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/** Trust on first use: the key of the first session is pinned; a device that has one keeps it. */
export async function pinHostKeys(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into host_key (device_id, type, fingerprint, fence, pinned_at)
     select distinct on (r.device_id) r.device_id, r.host_key_type, r.host_key_fingerprint, r.fence, r.finished_at
     from ${fromRows(resultColumns)}
     join device on device.id = r.device_id and device.host_key_policy = 'trust-on-first-use'
     where r.host_key_fingerprint is not null
       and not exists (select from host_key where host_key.device_id = r.device_id)
     order by r.device_id, string_to_array(r.fence, '-')::bigint[]
     on conflict do nothing`,
    [rows],
  );
}
