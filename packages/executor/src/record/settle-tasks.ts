import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/**
 * Writes attempts and outcomes. The outcome only where none stands; `captured` leaves it to the git-writer. Of
 * several results of one task in the batch, the last attempt is the one that counts.
 *
 * The facts of the session are written whatever the outcome: the git-writer may have been first, and a cancelled task
 * whose session went on serves those that depend on it. An error is kept with a cancelled task for the same reason.
 */
export async function settleTasks(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `with r as (
       select distinct on (task) * from ${fromRows(resultColumns)}
       order by task, (outcome is not null or captured) desc, attempt desc
     ), settled as (
       update task set
         attempts = greatest(task.attempts, r.attempt),
         executor = case when r.attempt >= task.attempts then r.executor else task.executor end,
         started_at = coalesce(task.started_at, r.started_at),
         session_ms = coalesce(r.session_ms, task.session_ms),
         captured_at = case when r.captured then coalesce(task.captured_at, r.finished_at) else task.captured_at end,
         capture = case when task.outcome is null then coalesce(r.capture, task.capture)
           else coalesce(task.capture, r.capture) end,
         fence = case when task.outcome is null then coalesce(r.fence, task.fence)
           else coalesce(task.fence, r.fence) end,
         outcome = coalesce(task.outcome, r.outcome),
         error_code = case when coalesce(task.outcome, 'cancelled') = 'cancelled' then r.error_code else task.error_code end,
         error_message = case when coalesce(task.outcome, 'cancelled') = 'cancelled' then r.error_message else task.error_message end,
         error_hint = case when coalesce(task.outcome, 'cancelled') = 'cancelled' then r.error_hint else task.error_hint end,
         finished_at = case when task.outcome is not null then task.finished_at
           when r.outcome is not null then r.finished_at end
       from r join task before on before.id = r.task
       where task.id = r.task
       returning task.device_id, task.outcome, task.error_code, task.finished_at, before.outcome is null as was_open
     )
     update device set
       last_outcome = settled.outcome,
       last_outcome_at = settled.finished_at,
       last_error_code = settled.error_code,
       failures_in_row = case when settled.outcome = 'failed' then device.failures_in_row + 1 else 0 end
     from settled where device.id = settled.device_id and settled.outcome is not null and settled.was_open`,
    [rows],
  );
}
