import type { EntityManager } from '@mikro-orm/postgresql';
import type { ErrorRecord } from '@netraven/common';

export interface TaskFailure {
  readonly task: string;
  readonly error: ErrorRecord;
}

/** Ends tasks that no executor will answer for; an outcome that stands is left alone. */
export async function failTasks(em: EntityManager, failures: readonly TaskFailure[]): Promise<void> {
  if (failures.length === 0) return;
  await em.execute(
    `with ended as (
       update task set outcome = 'failed', finished_at = now(),
         error_code = r.code, error_message = r.message, error_hint = r.hint
       from jsonb_to_recordset(?::jsonb) as r (task text, code text, message text, hint text)
       where task.id = r.task and task.outcome is null
       returning task.id, task.job_id, task.device_name, r.message
     )
     insert into job_log (job_id, task_id, device_name, attempt, at, level, message)
     select job_id, id, device_name, -1, now(), 'error', message from ended
     on conflict do nothing`,
    [JSON.stringify(failures.map(({ task, error }) => ({ task, ...error })))],
  );
}
