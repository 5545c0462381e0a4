import type { CancelTask, Lane } from '@netraven/common/message';
import { subjects } from '@netraven/common/message';
import type { Dispatcher } from '../dispatcher.ts';
import { deleteStoredTask, readStoredTask } from '../task/stored-task.ts';

const BATCH = 500;

interface CancelledTask {
  readonly id: string;
  readonly site: string;
  readonly lane: Lane;
  readonly deviceName: string;
}

/**
 * Takes the messages of cancelled tasks off the queue and tells executors to close their sessions. A task that others
 * depend on keeps both and serves them. Found by the rows, so a crash between cancelling and this changes nothing.
 */
export async function withdrawCancelled({ inventory, connection }: Dispatcher): Promise<boolean> {
  const em = inventory.em.fork();
  const tasks = await em.execute<CancelledTask[]>(
    `select w.id, w.site, w.lane, w.device_name as "deviceName" from task w
     where w.outcome = 'cancelled' and w.published_at is not null and w.withdrawn_at is null
       and not exists (select 1 from task d where d.coalesced_into = w.id and d.outcome is null)
     order by w.id limit ${BATCH}`,
  );
  if (tasks.length === 0) return false;
  const manager = await connection.jetstreamManager();
  await Promise.all(
    tasks.map(async (task) => {
      const stored = await readStoredTask(manager, task);
      if (stored?.task === task.id) await deleteStoredTask(manager, stored.sequence);
      const order: CancelTask = { v: 1, task: task.id };
      connection.publish(subjects.control(task.site, 'cancel'), JSON.stringify(order));
    }),
  );
  await em.execute(
    `update task set withdrawn_at = now() where id in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(tasks.map(({ id }) => id))],
  );
  return tasks.length === BATCH;
}
