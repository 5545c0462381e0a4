import type { EntityManager } from '@mikro-orm/postgresql';
import { epochAfter } from '@netraven/common/inventory';
import { pathCandidates } from './device-path.ts';
import type { ImportContext, ImportPlan, InventoryDevice } from './plan-import.ts';
import type { DeviceRows } from './read-device-rows.ts';

type Known = Pick<ImportContext, 'sites' | 'existing' | 'jumpHosts' | 'takenPaths'>;

/** Reads what the rows of an import touch. */
export async function readImportContext(em: EntityManager, rows: DeviceRows['devices']): Promise<Known> {
  const inputs = rows.map(({ input }) => input);
  const existing = await em.execute<InventoryDevice[]>(
    `select name, host, port, platform, site, tags, algorithms, host_key_policy as "hostKeyPolicy", limits, jumps, path
     from device where name in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(inputs.map((input) => input.name))],
  );
  return {
    existing: new Map(existing.map((device) => [device.name, device])),
    sites: await namesIn(
      em,
      'select name from site where name',
      inputs.map((input) => input.site),
    ),
    jumpHosts: await namesIn(
      em,
      'select name from device where name',
      inputs.flatMap((input) => input.jumps),
    ),
    takenPaths: await namesIn(
      em,
      'select path as name from device where path',
      inputs.flatMap((input) => pathCandidates(input.site, input.name)),
    ),
  };
}

async function namesIn(em: EntityManager, select: string, values: readonly string[]): Promise<Set<string>> {
  const rows = await em.execute<{ name: string }[]>(
    `${select} in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify([...new Set(values)])],
  );
  return new Set(rows.map((row) => row.name));
}

const COLUMNS = `name text, host text, port int, platform text, site text, tags text[], path text, algorithms text,
  "hostKeyPolicy" text, limits jsonb, jumps text[], "hasMoved" boolean`;

/** A name that has history goes on after it: what it settled stays older than anything the device shows now. */
export async function insertDevices(em: EntityManager, devices: ImportPlan['added']): Promise<void> {
  if (devices.length === 0) return;
  await em.execute(
    `insert into device (name, host, port, platform, site, tags, path, algorithms, host_key_policy, limits, jumps,
       epoch, settled_fence, created_at, updated_at)
     select r.name, r.host, r.port, r.platform, r.site, r.tags, r.path, r.algorithms, r."hostKeyPolicy", r.limits,
       r.jumps, coalesce(${epochAfter({ fence: 'h.fence', site: 'v.site' }, 'r.site')}, 1), h.fence, now(), now()
     from jsonb_to_recordset(?::jsonb) as r (${COLUMNS})
     left join config_head h on h.device_name = r.name
     left join config_version v on v.id = h.version_id
     order by r.name`,
    [JSON.stringify(devices)],
  );
}

/** A device that moves gets a new epoch, so that what its old site still captures is older than anything new. */
export async function updateDevices(em: EntityManager, devices: ImportPlan['updated']): Promise<void> {
  if (devices.length === 0) return;
  await em.execute(
    `update device d set host = r.host, port = r.port, platform = r.platform, site = r.site, tags = r.tags,
       path = r.path, algorithms = r.algorithms, host_key_policy = r."hostKeyPolicy", limits = r.limits,
       jumps = r.jumps, updated_at = now(),
       epoch = d.epoch + r."hasMoved"::int,
       moved_from = case when r."hasMoved" then d.site else d.moved_from end
     from jsonb_to_recordset(?::jsonb) as r (${COLUMNS})
     where d.name = r.name`,
    [JSON.stringify(devices)],
  );
}
