import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/** Captures that were not accepted, for an operator to decide. */
export async function insertQuarantine(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into quarantine (capture, task_id, device_id, device_name, fence, reason_code, reason_message,
                             captured_at, hash, bytes, text, sealed)
     select r.capture, r.task, device.id, r.device_name, r.fence, r.quarantine -> 'reason' ->> 'code',
            r.quarantine -> 'reason' ->> 'message', (r.quarantine ->> 'capturedAt')::timestamptz,
            r.quarantine ->> 'hash', (r.quarantine ->> 'bytes')::int, r.quarantine ->> 'text',
            r.quarantine ->> 'sealed'
     from ${fromRows(resultColumns)}
     left join device on device.id = r.device_id
     where r.quarantine is not null and jsonb_typeof(r.quarantine) = 'object'
     on conflict do nothing`,
    [rows],
  );
}
