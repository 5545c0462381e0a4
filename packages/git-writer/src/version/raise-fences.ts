import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows, isNewerFence } from '@netraven/common/inventory';

/** The newest settled fence of each device; what is older arrives as superseded from now on. */
export async function raiseFences(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `update device set settled_fence = r.fence
     from ${fromRows('device_id int, fence text')}
     where device.id = r.device_id and ${isNewerFence('r.fence', 'device.settled_fence')}`,
    [rows],
  );
}
