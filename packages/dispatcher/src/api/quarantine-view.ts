import { NetravenError } from '@netraven/common';
import { isoInstant } from '../stage/iso-instant.ts';

/** Columns of a quarantined capture as the API shows it, of `quarantine q left join task t`. */
export const quarantineViewColumns = `q.id, q.capture, q.device_name as device, q.state,
  coalesce(t.job_id, regexp_replace(q.task_id, '-[0-9]+$', '')) as job, q.reason_code as code,
  q.reason_message as message, ${isoInstant('q.captured_at')} as "capturedAt", q.bytes,
  ${isoInstant('q.decided_at')} as "decidedAt"`;

/** SQL that is true for the capture with this id or number; takes the name twice. */
export const isNamedCapture = '(q.capture = ? or q.id::text = ?)';

export function noSuchCapture(name: string): NetravenError {
  return new NetravenError('NETRAVEN_NOT_FOUND', `no capture ${name} is in quarantine`, {
    hint: 'See them with "netraven config quarantine list".',
  });
}
