import type { EntityManager } from '@mikro-orm/postgresql';
import type { Selection } from '@netraven/common/message';

/** What a selection names that the inventory does not know, in the order given. */
export interface UnknownNames {
  readonly devices: readonly string[];
  readonly sites: readonly string[];
}

export async function findUnknownNames(em: EntityManager, selection: Selection): Promise<UnknownNames> {
  return {
    devices: await missing(em, 'device', selection.devices),
    sites: await missing(em, 'site', selection.sites),
  };
}

async function missing(
  em: EntityManager,
  table: 'device' | 'site',
  names: readonly string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  const rows = await em.execute<{ name: string }[]>(
    `select g.name from jsonb_array_elements_text(?::jsonb) with ordinality as g (name, position)
     where not exists (select 1 from ${table} t where t.name = g.name)
     group by g.name order by min(g.position)`,
    [JSON.stringify(names)],
  );
  return rows.map((row) => row.name);
}

const MOST_WARNINGS = 1000;

/** One warning per unknown name, cut to a number that can be shown. */
export function describeUnknown({ devices, sites }: UnknownNames): string[] {
  const warnings = [
    ...devices.map((name) => `device ${name} is not in the inventory`),
    ...sites.map((name) => `site ${name} does not exist`),
  ];
  if (warnings.length <= MOST_WARNINGS) return warnings;
  return [
    ...warnings.slice(0, MOST_WARNINGS),
    `and ${warnings.length - MOST_WARNINGS} more names that match nothing`,
  ];
}
