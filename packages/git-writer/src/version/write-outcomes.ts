import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { settlementColumns } from './settlement-rows.ts';

/** Of several captures of one task, the one that made a commit is its outcome. */
export async function writeOutcomes(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `with r as (
       select distinct on (task) * from ${fromRows(settlementColumns)}
       order by task, (outcome = 'changed') desc, seq desc
     ), settled as (
       update task set
         outcome = r.outcome,
         capture = r.capture,
         fence = r.fence,
         commit = r.commit,
         error_code = r.error_code,
         error_message = r.error_message,
         error_hint = r.error_hint,
         captured_at = coalesce(task.captured_at, now()),
         finished_at = now()
       from r where task.id = r.task and task.site = r.site and task.outcome is null
       returning task.device_id, task.outcome, task.error_code, task.finished_at
     )
     update device set
       last_outcome = settled.outcome,
       last_outcome_at = settled.finished_at,
       last_error_code = settled.error_code,
       failures_in_row = case when settled.outcome = 'failed' then device.failures_in_row + 1 else 0 end
     from settled where device.id = settled.device_id`,
    [rows],
  );
}
