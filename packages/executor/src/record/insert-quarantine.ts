import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows, isNewerFence } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/**
 * Captures that were not accepted, for an operator to decide. The same text again takes the place of the one that
 * still waits, under its number; a capture that is there already, decided or not, stays as it is.
 */
export async function insertQuarantine(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into quarantine as known (capture, task_id, device_id, device_name, fence, reason_code, reason_message,
                             captured_at, hash, bytes, text, sealed, sealed_to)
     select distinct on (r.device_name, r.quarantine ->> 'hash')
            r.capture, r.task, device.id, r.device_name, r.fence, r.quarantine -> 'reason' ->> 'code',
            r.quarantine -> 'reason' ->> 'message', (r.quarantine ->> 'capturedAt')::timestamptz,
            r.quarantine ->> 'hash', (r.quarantine ->> 'bytes')::int, r.quarantine ->> 'text',
            r.quarantine ->> 'sealed', r.quarantine ->> 'sealedTo'
     from ${fromRows(resultColumns)}
     left join device on device.id = r.device_id
     where r.quarantine is not null and jsonb_typeof(r.quarantine) = 'object'
       and not exists (select from quarantine q where q.capture = r.capture)
     order by r.device_name, r.quarantine ->> 'hash', string_to_array(r.fence, '-')::bigint[] desc
     on conflict (device_name, hash) where state = 'open' do update set
       capture = excluded.capture, task_id = excluded.task_id, device_id = excluded.device_id, fence = excluded.fence,
       reason_code = excluded.reason_code, reason_message = excluded.reason_message,
       captured_at = excluded.captured_at, bytes = excluded.bytes, text = excluded.text, sealed = excluded.sealed,
       sealed_to = excluded.sealed_to
     where ${isNewerFence('excluded.fence', 'known.fence')}`,
    [rows],
  );
}
