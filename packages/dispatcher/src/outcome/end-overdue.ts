import { errorTable } from '@netraven/common';
import { inDomain } from '@netraven/common/jetstream';
import type { Lane } from '@netraven/common/message';
import type { JetStreamManager } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { isoInstant } from '../stage/iso-instant.ts';
import { failTasks, type TaskFailure } from '../task/fail-tasks.ts';
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
export async function endOverdue({ config, inventory, connection, log }: Dispatcher): Promise<void> {
  const em = inventory.em.fork();
  let after = '';
  for (let page = BATCH; page === BATCH; ) {
    const overdue = await em.execute<OverdueTask[]>(
      `select t.id, t.site, t.lane, t.device_name as "deviceName", t.published_at is not null as "isPublished",
         ${isoInstant('j.deadline_at')} as "deadlineAt"
       from job j join task t on t.job_id = j.id
       where j.finished_at is null and j.deadline_at < now() and t.id > ?
         and t.outcome is null and t.started_at is null and t.captured_at is null
       order by t.id limit ${BATCH}`,
      [after],
    );
    if (overdue.length === 0) return;
    page = overdue.length;
    after = overdue.at(-1)?.id ?? '';
    const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
    const failures = (await Promise.all(overdue.map((task) => withdraw(manager, task)))).flat();
    await failTasks(em, failures);
    if (failures.length > 0) log.warn({ tasks: failures.length }, 'tasks ended at their deadline');
  }
}

async function withdraw(manager: JetStreamManager, task: OverdueTask): Promise<TaskFailure[]> {
  if (task.isPublished) {
    const stored = await readStoredTask(manager, task);
    if (stored?.task !== task.id) return [];
    await deleteStoredTask(manager, stored.sequence);
  }
  return [{ task: task.id, error: deadlinePassed(task) }];
}

function deadlinePassed({ deviceName, deadlineAt }: OverdueTask) {
  return {
    code: 'NETRAVEN_TASK_DEADLINE_PASSED',
    message: `${deviceName}: not started by its deadline ${deadlineAt}`,
    ...errorTable.NETRAVEN_TASK_DEADLINE_PASSED,
  } as const;
}
