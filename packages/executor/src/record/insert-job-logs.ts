import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/** Lines of the job log, whatever the outcome; those of a job that is gone are dropped. */
export async function insertJobLogs(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into job_log (job_id, task_id, device_name, attempt, seq, at, level, message)
     select r.job, r.task, r.device_name, r.attempt, line.seq, (line.value ->> 'at')::timestamptz,
            line.value ->> 'level', line.value ->> 'message'
     from ${fromRows(resultColumns)}
     join job on job.id = r.job,
     lateral jsonb_array_elements(r.log) with ordinality as line (value, seq)
     order by (line.value ->> 'at')::timestamptz
     on conflict do nothing`,
    [rows],
  );
}
