import { errorTable } from '@netraven/common';
import type { Lane } from '@netraven/common/message';
import type { Dispatcher } from '../dispatcher.ts';
import { failTasks } from '../task/fail-tasks.ts';
import { deleteStoredTask, readStoredTask } from '../task/stored-task.ts';

const BATCH = 500;

interface OverdueTask {
  readonly id: string;
  readonly site: string;
  readonly lane: Lane;
  readonly deviceName: string;
  readonly isPublished: boolean;
  readonly deadlineAt: string;
}

/**
 * Ends tasks that have not started by the deadline of their job. The message is withdrawn first; one that is gone
 * was taken by an executor, whose result is waited for.
 */
export async function endOverdue({ inventory, connection, log }: Dispatcher): Promise<void> {
  const em = inventory.em.fork();
  const overdue = await em.execute<OverdueTask[]>(
    `select t.id, t.site, t.lane, t.device_name as "deviceName", t.published_at is not null as "isPublished",
       j.deadline_at as "deadlineAt"
     from job j join task t on t.job_id = j.id
     where j.finished_at is null and j.deadline_at < now()
       and t.outcome is null and t.started_at is null and t.captured_at is null
     order by t.requested_at limit ${BATCH}`,
  );
  if (overdue.length === 0) return;
  const manager = await connection.jetstreamManager();
  const ended = await Promise.all(
    overdue.map(async (task) => {
      if (!task.isPublished) return task;
      const stored = await readStoredTask(manager, task);
      if (stored?.task !== task.id) return null;
      await deleteStoredTask(manager, stored.sequence);
      return task;
    }),
  );
  const failures = ended.flatMap((task) => (task ? [{ task: task.id, error: deadlinePassed(task) }] : []));
  await failTasks(em, failures);
  if (failures.length > 0) log.warn({ tasks: failures.length }, 'tasks ended at their deadline');
}

function deadlinePassed({ deviceName, deadlineAt }: OverdueTask) {
  return {
    code: 'NETRAVEN_TASK_DEADLINE_PASSED',
    message: `${deviceName}: not started by its deadline ${deadlineAt}`,
    ...errorTable.NETRAVEN_TASK_DEADLINE_PASSED,
  } as const;
}
