import type { EntityManager } from '@mikro-orm/postgresql';
import { isNewerFence, resultColumns } from './result-columns.ts';

/** Facts of the newest session; one that read none leaves the older ones. */
export async function replaceFacts(em: EntityManager, rows: string): Promise<void> {
  await em.execute(
    `with r as (
       select distinct on (device_id) * from jsonb_to_recordset(?::jsonb) as r (${resultColumns})
       where facts is not null and fence is not null
       order by device_id, string_to_array(fence, '-')::bigint[] desc
     )
     update device set facts = r.facts, facts_fence = r.fence
     from r where device.id = r.device_id and ${isNewerFence('r.fence', 'device.facts_fence')}`,
    [rows],
  );
}
