import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/** Redacted transcripts, one per attempt that opened a session. */
export async function insertConnectionLogs(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `insert into connection_log (job_id, task_id, device_name, attempt, at, text)
     select r.job, r.task, r.device_name, r.attempt, r.started_at, r.connection_log
     from ${fromRows(resultColumns)}
     join job on job.id = r.job
     where r.connection_log is not null
     on conflict do nothing`,
    [rows],
  );
}
