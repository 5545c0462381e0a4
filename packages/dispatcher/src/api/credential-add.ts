import { NetravenError } from '@netraven/common';
import type { Handler } from './handler.ts';

/** Stores a credential that its sender has sealed. */
export const addCredential: Handler<'credential.add'> = async ({ inventory, log }, credential) => {
  const { name, username, sealed, holds, tags, priority, replace } = credential;
  const em = inventory.em.fork();
  const unknown = await em.execute<{ site: string }[]>(
    `select k as site from jsonb_array_elements_text(?::jsonb) as k
     where not exists (select 1 from site where site.name = k)`,
    [JSON.stringify(Object.keys(sealed))],
  );
  if (unknown.length > 0) {
    const sites = unknown.map(({ site }) => site).join(', ');
    throw new NetravenError('NETRAVEN_NOT_FOUND', `credential ${name}: no such site: ${sites}`);
  }
  const [row] = await em.execute<{ replaced: boolean }[]>(
    `insert into credential (name, username, sealed, tags, priority, holds, created_at)
     select ?, ?, ?::jsonb, array(select jsonb_array_elements_text(?::jsonb)), ?,
       array(select jsonb_array_elements_text(?::jsonb)), now()
     on conflict (name) do update set username = excluded.username, sealed = excluded.sealed, tags = excluded.tags,
       priority = excluded.priority, holds = excluded.holds
     where ?::boolean
     returning xmax <> 0 as replaced`,
    [name, username, JSON.stringify(sealed), JSON.stringify(tags), priority, JSON.stringify(holds), replace],
  );
  if (!row) {
    throw new NetravenError('NETRAVEN_CONFLICT', `credential ${name} exists already`, {
      hint: 'Choose another name, or replace it.',
    });
  }
  log.info({ credential: name, replaced: row.replaced }, 'credential stored');
  return { replaced: row.replaced };
};
