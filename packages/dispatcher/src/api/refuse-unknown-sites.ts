import type { EntityManager } from '@mikro-orm/postgresql';
import { NetravenError } from '@netraven/common';

/** @throws NETRAVEN_NOT_FOUND naming the sites of these copies that do not exist */
export async function refuseUnknownSites(
  em: EntityManager,
  credential: string,
  sealed: Readonly<Record<string, string>>,
): Promise<void> {
  const unknown = await em.execute<{ site: string }[]>(
    `select k as site from jsonb_array_elements_text(?::jsonb) as k
     where not exists (select 1 from site where site.name = k)`,
    [JSON.stringify(Object.keys(sealed))],
  );
  if (unknown.length === 0) return;
  const sites = unknown.map(({ site }) => site).join(', ');
  throw new NetravenError('NETRAVEN_NOT_FOUND', `credential ${credential}: no such site: ${sites}`);
}
