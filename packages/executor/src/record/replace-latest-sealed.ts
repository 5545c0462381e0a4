import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows, isNewerFence } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/** The newest sealed original of devices that re-encrypt values at each read; it makes no commit. */
export async function replaceLatestSealed(em: EntityManager, rows: Buffer): Promise<void> {
  await em.execute(
    `with r as (
       select distinct on (device_name) * from ${fromRows(resultColumns)}
       where latest_sealed is not null and fence is not null
       order by device_name, string_to_array(fence, '-')::bigint[] desc
     )
     update config_head set latest_sealed = r.latest_sealed, latest_sealed_fence = r.fence,
       latest_sealed_to = r.latest_sealed_to
     from r where config_head.device_name = r.device_name
       and ${isNewerFence('r.fence', 'config_head.latest_sealed_fence')}`,
    [rows],
  );
}
