import type { EntityManager } from '@mikro-orm/postgresql';
import type { ErrorRecord } from '@netraven/common';
import { count } from '@netraven/common/metric';

export interface TaskFailure {
  readonly task: string;
  readonly error: ErrorRecord;
}

interface EndedTasks {
  readonly site: string;
  readonly code: string;
  readonly tasks: number;
}

/** Ends tasks that no executor will answer for, as the last outcome of their devices; one that stands is left alone. */
export async function failTasks(em: EntityManager, failures: readonly TaskFailure[]): Promise<void> {
  if (failures.length === 0) return;
  const ended = await em.execute<EndedTasks[]>(
    `with ended as (
       update task set outcome = 'failed', finished_at = now(),
         error_code = r.code, error_message = r.message, error_hint = r.hint
       from jsonb_to_recordset(?::jsonb) as r (task text, code text, message text, hint text)
       where task.id = r.task and task.outcome is null
       returning task.id, task.job_id, task.device_id, task.device_name, task.site, task.finished_at, r.code, r.message
     ), logged as (
     insert into job_log (job_id, task_id, device_name, attempt, at, level, message)
     select job_id, id, device_name, -1, now(), 'error', message from ended
     on conflict do nothing
     ), told as (
       update device set last_outcome = 'failed', last_outcome_at = ended.finished_at, last_error_code = ended.code,
         failures_in_row = device.failures_in_row + 1
       from ended where device.id = ended.device_id
     )
     select site, code, count(*)::int as tasks from ended group by 1, 2`,
    [JSON.stringify(failures.map(({ task, error }) => ({ task, ...error })))],
  );
  for (const { site, code, tasks } of ended)
    count('netraven_tasks_total', { site, outcome: 'failed', code }, tasks);
}
