import { NetravenError } from '@netraven/common';
import type { Handler } from './handler.ts';
import { refuseUnknownSites } from './refuse-unknown-sites.ts';

/** What is sealed, as it is: only who holds a key it is sealed to can open a copy. */
export const listCopies: Handler<'credential.copies'> = async ({ inventory }, { name }) => {
  const [row] = await inventory.em
    .fork()
    .execute<{ copies: Record<string, string>; operatorCopy: string | null }[]>(
      'select sealed as copies, operator_copy as "operatorCopy" from credential where name = ?',
      [name],
    );
  if (!row) throw noSuchCredential(name);
  return row;
};

export const shareCredential: Handler<'credential.share'> = async ({ inventory, log }, { name, sealed }) => {
  const em = inventory.em.fork();
  await refuseUnknownSites(em, name, sealed);
  const [row] = await em.execute<{ sites: string[] }[]>(
    `update credential set sealed = sealed || ?::jsonb where name = ?
     returning array(select jsonb_object_keys(sealed) as k order by k) as sites`,
    [JSON.stringify(sealed), name],
  );
  if (!row) throw noSuchCredential(name);
  log.info({ credential: name, sites: Object.keys(sealed) }, 'credential shared');
  return row;
};

function noSuchCredential(name: string): NetravenError {
  return new NetravenError('NETRAVEN_NOT_FOUND', `there is no credential ${name}`);
}
