import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { settlementColumns } from './settlement-rows.ts';

/** Stands where lines of a session have its number. */
const WRITER_ATTEMPT = -2;

/** Before the outcomes are written, so that a task that ended otherwise can be told apart. */
export async function writeJobLog(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into job_log (job_id, task_id, device_name, attempt, seq, at, level, message)
     select task.job_id, task.id, r.device_name, ${WRITER_ATTEMPT}, r.log_seq, now(), r.log_level,
       r.log_message || case when task.outcome = 'cancelled' then '; the task had been cancelled' else '' end
     from ${fromRows(settlementColumns)}
     join task on task.id = r.task and task.site = r.site
     order by r.seq
     on conflict do nothing`,
    [rows],
  );
}
