import { inDomain } from '@netraven/common/jetstream';
import { type CancelTask, type Lane, subjects } from '@netraven/common/message';
import type { Dispatcher } from '../dispatcher.ts';
import { deleteStoredTask, readStoredTask } from '../task/stored-task.ts';

const BATCH = 500;

interface CancelledTask {
  readonly id: string;
  readonly site: string;
  readonly lane: Lane;
  readonly deviceName: string;
  readonly hasDependants: boolean;
}

/**
 * Takes the messages of cancelled tasks off the queue and tells executors to close their sessions. A task that others
 * depend on keeps both and serves them; it is only noted when its message has gone. Found by the rows, so a crash
 * between cancelling and this changes nothing.
 * @returns whether there may be more
 */
export async function withdrawCancelled({ config, inventory, connection }: Dispatcher): Promise<boolean> {
  const em = inventory.em.fork();
  const tasks = await em.execute<CancelledTask[]>(
    `select * from (
       select w.id, w.site, w.lane, w.device_name as "deviceName",
         exists (select 1 from task d where d.coalesced_into = w.id and d.outcome is null) as "hasDependants"
       from task w
       where w.outcome = 'cancelled' and w.published_at is not null and w.withdrawn_at is null
     ) as cancelled
     order by "hasDependants", random() limit ${BATCH}`,
  );
  if (tasks.length === 0) return false;
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  const gone = await Promise.all(
    tasks.map(async (task) => {
      const stored = await readStoredTask(manager, task);
      const isStored = stored?.task === task.id;
      if (task.hasDependants) return isStored ? [] : [task.id];
      if (isStored) await deleteStoredTask(manager, stored.sequence);
      const order: CancelTask = { v: 1, task: task.id };
      connection.publish(subjects.control(task.site, 'cancel'), JSON.stringify(order));
      return [task.id];
    }),
  );
  await em.execute(
    `update task set withdrawn_at = now() where id in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(gone.flat())],
  );
  return gone.flat().length === BATCH;
}
