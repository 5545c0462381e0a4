import type { EntityManager } from '@mikro-orm/postgresql';
import { epochAfter, fromRows, isNewerFence } from '@netraven/common/inventory';

/**
 * The newest settled fence of each device; what is older arrives as superseded from now on. A device that was imported
 * anew has another id than in history, and an epoch that history may be ahead of; its name is what stays.
 */
export async function raiseFences(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `update device set settled_fence = r.fence,
       epoch = greatest(device.epoch, ${epochAfter({ fence: 'r.fence', site: 'r.site' }, 'device.site')})
     from ${fromRows('device_name text, site text, fence text')}
     where device.name = r.device_name and ${isNewerFence('r.fence', 'device.settled_fence')}`,
    [rows],
  );
}
