import { NetravenError } from '@netraven/common';
import type { Handler } from './handler.ts';
import { refuseUnknownSites } from './refuse-unknown-sites.ts';

/** Stores a credential that its sender has sealed. */
export const addCredential: Handler<'credential.add'> = async ({ inventory, log }, credential) => {
  const { name, username, sealed, operatorCopy, everySite, holds, tags, priority, replace } = credential;
  const em = inventory.em.fork();
  await refuseUnknownSites(em, name, sealed);
  const [row] = await em.execute<{ replaced: boolean }[]>(
    `insert into credential (name, username, sealed, operator_copy, every_site, tags, priority, holds, created_at)
     select ?, ?, ?::jsonb, ?, ?::boolean, array(select jsonb_array_elements_text(?::jsonb)), ?,
       array(select jsonb_array_elements_text(?::jsonb)), now()
     on conflict (name) do update set username = excluded.username, sealed = excluded.sealed,
       operator_copy = excluded.operator_copy, every_site = excluded.every_site, tags = excluded.tags,
       priority = excluded.priority, holds = excluded.holds
     where ?::boolean
     returning xmax <> 0 as replaced`,
    [
      name,
      username,
      JSON.stringify(sealed),
      operatorCopy,
      everySite,
      JSON.stringify(tags),
      priority,
      JSON.stringify(holds),
      replace,
    ],
  );
  if (!row) {
    throw new NetravenError('NETRAVEN_CONFLICT', `credential ${name} exists already`, {
      hint: 'Choose another name, or replace it.',
    });
  }
  log.info({ credential: name, replaced: row.replaced }, 'credential stored');
  return { replaced: row.replaced };
};
