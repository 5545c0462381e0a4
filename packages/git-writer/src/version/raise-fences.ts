import type { EntityManager } from '@mikro-orm/postgresql';
import { isNewerFence } from './is-newer-fence.ts';

/** The newest settled fence of each device; what is older arrives as superseded from now on. */
export async function raiseFences(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `update device set settled_fence = r.fence
     from json_to_recordset(?::json) as r (device_id int, fence text)
     where device.id = r.device_id and ${isNewerFence('r.fence', 'device.settled_fence')}`,
    [rows],
  );
}
