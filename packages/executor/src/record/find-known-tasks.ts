import { fromRows, type Inventory, toRowParameter, translateDatabaseError } from '@netraven/common/inventory';
import type { Result } from '@netraven/common/message';

/**
 * Which results are of a task that was given to their site for their device. One whose device was removed since counts.
 * @returns ids of those tasks
 * @throws NETRAVEN_DATABASE_UNREACHABLE and others, translated
 */
export async function findKnownTasks(
  inventory: Inventory,
  results: readonly Result[],
): Promise<ReadonlySet<string>> {
  const rows = results.map(({ task, site, job, device }) => {
    return { task, site, job, device_id: device.id, device_name: device.name };
  });
  try {
    const known = await inventory.em.fork().execute<{ id: string }[]>(
      `select task.id from ${fromRows('task text, site text, job text, device_id int, device_name text')}
       join task on task.id = r.task and task.site = r.site and task.job_id = r.job
         and task.device_name = r.device_name and (task.device_id is null or task.device_id = r.device_id)`,
      [toRowParameter(rows)],
    );
    return new Set(known.map(({ id }) => id));
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
