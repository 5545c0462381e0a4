import type { Inventory } from '@netraven/common/inventory';
import { translateDatabaseError } from '@netraven/common/inventory';
import type { KnownDevice } from '../snapshot/decide-snapshot.ts';

/** What the inventory knows about the devices of a batch, by id; removed ones are absent. */
export async function loadDevices(
  inventory: Inventory,
  ids: Iterable<number>,
): Promise<Map<number, KnownDevice>> {
  const rows = await inventory.em
    .fork()
    .execute<KnownDevice[]>(
      `select d.id, d.name, d.site, d.path, d.epoch, d.settled_fence as "settledFence", h.hash is not null as "hasHead",
       h.sealed_to as "sealedTo", d.moved_from as "movedFrom",
       case when not exists (select 1 from device o where o.path = v.path and o.id <> d.id) then v.path end as "storedPath"
     from device d
     left join config_head h on h.device_name = d.name
     left join config_version v on v.id = h.version_id
     where d.id in (select jsonb_array_elements_text(?::jsonb)::int)`,
      [JSON.stringify([...new Set(ids)])],
    )
    .catch((error: unknown) => {
      throw translateDatabaseError(error);
    });
  return new Map(rows.map((row) => [row.id, row]));
}
