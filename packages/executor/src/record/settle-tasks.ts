import type { EntityManager } from '@mikro-orm/postgresql';
import { resultColumns } from './result-columns.ts';

/**
 * Writes attempts and outcomes. The outcome only where none stands; `captured` leaves it to the git-writer. Of
 * several results of one task in the batch, the last attempt is the one that counts.
 */
export async function settleTasks(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `with r as (
       select distinct on (task) * from jsonb_to_recordset(?::jsonb) as r (${resultColumns})
       order by task, (outcome is not null or captured) desc, attempt desc
     ), settled as (
       update task set
         attempts = greatest(task.attempts, r.attempt),
         executor = r.executor,
         started_at = coalesce(task.started_at, r.started_at),
         session_ms = coalesce(r.session_ms, task.session_ms),
         captured_at = case when r.captured then r.finished_at else task.captured_at end,
         capture = coalesce(r.capture, task.capture),
         fence = coalesce(r.fence, task.fence),
         outcome = r.outcome,
         error_code = r.error_code,
         error_message = r.error_message,
         error_hint = r.error_hint,
         finished_at = case when r.outcome is null then null else r.finished_at end
       from r where task.id = r.task and task.outcome is null
       returning task.device_id, task.outcome, task.error_code, task.finished_at
     )
     update device set
       last_outcome = settled.outcome,
       last_outcome_at = settled.finished_at,
       last_error_code = settled.error_code,
       failures_in_row = case when settled.outcome = 'failed' then device.failures_in_row + 1 else 0 end
     from settled where device.id = settled.device_id and settled.outcome is not null`,
    [rows],
  );
}
