import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows, isNewerFence } from '@netraven/common/inventory';
import { resultColumns } from './result-columns.ts';

/** A device that shows another serial number than before: its chassis was replaced. */
export interface NewSerial {
  readonly device: string;
  readonly site: string;
  readonly serial: string;
  readonly previous: string;
}

/**
 * Facts of the newest session. One that read none leaves the older ones; a fact it could not read keeps its older
 * value, except the uptime.
 * @returns devices whose serial number is another one now
 */
export async function replaceFacts(em: EntityManager, rows: Buffer): Promise<NewSerial[]> {
  return await em.execute<NewSerial[]>(
    `with r as (
       select distinct on (device_id) * from ${fromRows(resultColumns)}
       where facts is not null and fence is not null
       order by device_id, string_to_array(fence, '-')::bigint[] desc
     ), replaced as (
       update device set facts_fence = r.fence, facts = r.facts
         || jsonb_strip_nulls(coalesce(before.facts, '{}') || jsonb_strip_nulls(r.facts))
         || jsonb_build_object('uptime', r.facts -> 'uptime')
       from r join device before on before.id = r.device_id
       where device.id = r.device_id and ${isNewerFence('r.fence', 'device.facts_fence')}
       returning device.name as device, device.site, r.facts ->> 'serial' as serial, before.facts ->> 'serial' as previous
     )
     select * from replaced where serial <> previous order by device`,
    [rows],
  );
}
