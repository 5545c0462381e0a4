import { NetravenError } from '@netraven/common';
import { callSite, type ResourceUse } from '@netraven/common/api';
import type { NatsConnection } from 'nats';
import type { Handler } from './handler.ts';
import { noSuchSite } from './no-such-device.ts';
import { readCircuits } from './site-circuits.ts';

const SHOWN_CIRCUITS = 100;

/** What the executors of a site say of it; a site that is cut off is shown without. */
export const showSite: Handler<'site.show'> = async ({ inventory, connection }, { name }) => {
  const em = inventory.em.fork();
  const [site] = await em.execute<{ name: string }[]>('select name from site where name = ?', [name]);
  if (!site) throw await noSuchSite(em, name);
  const found = (await readCircuits(connection, [name])).get(name) ?? null;
  const here = await em.execute<{ name: string }[]>(
    'select name from device where site = ? and name in (select jsonb_array_elements_text(?::jsonb)) order by name',
    [name, JSON.stringify([...(found?.keys() ?? [])])],
  );
  return {
    name,
    answers: found !== null,
    circuits: here.slice(0, SHOWN_CIRCUITS).flatMap((device) => found?.get(device.name) ?? []),
    openCircuits: here.length,
    admission: found === null ? [] : await readUses(connection, name),
  };
};

async function readUses(connection: NatsConnection, site: string): Promise<ResourceUse[]> {
  try {
    return (await callSite(connection, { site, name: 'admission' }, {})).uses;
  } catch (error) {
    if (error instanceof NetravenError && error.code === 'NETRAVEN_API_UNREACHABLE') return [];
    throw error;
  }
}
