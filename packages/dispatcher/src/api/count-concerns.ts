import type { EntityManager } from '@mikro-orm/postgresql';
import type { ApiOutput } from '@netraven/common/api';
import { findPlatform } from '@netraven/common/platform';
import { loadCredentials } from '../task/load-sources.ts';
import { matchCredentials } from '../task/match-credentials.ts';

type Concerns = ApiOutput<'status'>['concerns'];

/** Devices with the same tags at the same site. */
interface Group {
  readonly site: string;
  readonly tags: string[];
  readonly devices: number;
  readonly example: string;
}

/** Counts the devices that are not backed up as they should be. */
export async function countConcerns(em: EntityManager): Promise<Concerns> {
  const [counted] = await em.execute<Pick<Concerns, 'failed' | 'neverBackedUp'>[]>(
    `select count(*) filter (where d.last_outcome = 'failed')::int as failed,
       count(*) filter (where h.device_name is null)::int as "neverBackedUp"
     from device d left join config_head h on h.device_name = d.name`,
  );
  return {
    failed: counted?.failed ?? 0,
    neverBackedUp: counted?.neverBackedUp ?? 0,
    withoutCredential: await countWithoutCredential(em),
    unknownPlatform: await countUnknownPlatform(em),
  };
}

async function countWithoutCredential(em: EntityManager): Promise<Concerns['withoutCredential']> {
  const groups = await em.execute<Group[]>(
    `select d.site, d.tags, count(*)::int as devices, min(d.name) as example from device d
     group by d.site, d.tags order by example`,
  );
  const credentials = await loadCredentials(em, [...new Set(groups.map(({ site }) => site))]);
  const without = groups.filter(({ tags, site }) => matchCredentials(tags, site, credentials).length === 0);
  return {
    devices: without.reduce((sum, { devices }) => sum + devices, 0),
    example: without[0]?.example ?? null,
  };
}

async function countUnknownPlatform(em: EntityManager): Promise<Concerns['unknownPlatform']> {
  const used = await em.execute<{ platform: string; devices: number }[]>(
    'select platform, count(*)::int as devices from device group by platform order by platform',
  );
  const unknown = used.filter(({ platform }) => !findPlatform(platform));
  return {
    devices: unknown.reduce((sum, { devices }) => sum + devices, 0),
    platforms: unknown.map(({ platform }) => platform),
  };
}
