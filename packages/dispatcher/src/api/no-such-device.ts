import type { EntityManager } from '@mikro-orm/postgresql';
import { didYouMean, NetravenError } from '@netraven/common';

/** Names compared with a mistyped one: a bound on what a typing error may cost. */
const COMPARED_NAMES = 50_000;

/** The error for a name that is not in the inventory, with the names it may have meant. */
export async function noSuchDevice(em: EntityManager, name: string): Promise<NetravenError> {
  const hint = didYouMean(name, await namesOf(em, 'device'));
  return new NetravenError('NETRAVEN_NOT_FOUND', sentence(`device ${name} is not in the inventory`, hint), {
    hint: 'See the names with "netraven device list".',
  });
}

/** @throws NETRAVEN_NOT_FOUND for a device that is not in the inventory; its logs or versions may outlive it */
export async function refuseUnknownDevice(em: EntityManager, name: string): Promise<void> {
  const rows = await em.execute('select 1 from device where name = ?', [name]);
  if (rows.length === 0) throw await noSuchDevice(em, name);
}

/** The error for a site that does not exist, with the names it may have meant. */
export async function noSuchSite(em: EntityManager, name: string): Promise<NetravenError> {
  const hint = didYouMean(name, await namesOf(em, 'site'));
  return new NetravenError('NETRAVEN_NOT_FOUND', sentence(`site ${name} does not exist`, hint), {
    hint: 'See the names with "netraven site list".',
  });
}

async function namesOf(em: EntityManager, table: 'device' | 'site'): Promise<string[]> {
  const rows = await em.execute<{ name: string }[]>(`select name from ${table} order by name limit ?`, [
    COMPARED_NAMES,
  ]);
  return rows.map((row) => row.name);
}

function sentence(text: string, hint: string): string {
  return hint === '' ? text : `${text}; ${hint}`;
}
