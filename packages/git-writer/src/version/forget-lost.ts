import type { Logger } from '@netraven/common';
import { type Inventory, translateDatabaseError } from '@netraven/common/inventory';
import type { ObjectStore } from '../pack/object-store.ts';

/**
 * Forgets versions whose commits the repository does not hold, as after it was restored from an older backup. A device
 * whose every version is among them is as if never backed up, so that its next capture is stored whatever it holds; its
 * newest sealed original stays.
 */
export async function forgetLost(
  { inventory, log }: { readonly inventory: Inventory; readonly log: Logger },
  objects: ObjectStore,
): Promise<void> {
  try {
    const em = inventory.em.fork();
    const rows = await em.execute<{ commit: string }[]>(
      'select "commit" from config_version union select "commit" from config_head',
    );
    const lost = rows.map(({ commit }) => commit).filter((commit) => commit !== '' && !objects.read(commit));
    if (lost.length === 0) return;
    log.warn(
      { count: lost.length, commits: lost.slice(0, 20) },
      'commits that are not in the repository are forgotten',
    );
    await em.transactional(async (inOne) => {
      const parameter = [JSON.stringify(lost)];
      const isLost = '"commit" in (select jsonb_array_elements_text(?::jsonb))';
      await inOne.execute(`delete from config_head where latest_sealed is null and ${isLost}`, parameter);
      await inOne.execute(
        `update config_head set "commit" = '', hash = '', text = '', bytes = 0, version_id = null, sealed_to = null
         where ${isLost}`,
        parameter,
      );
      await inOne.execute(`delete from config_version where ${isLost}`, parameter);
    });
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
