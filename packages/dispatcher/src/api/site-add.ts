import { ensureQueues } from '../queue/ensure-queues.ts';
import type { Handler } from './handler.ts';

/** Adds a site with its task queues, or replaces its public key; without a key the one it has stays. */
export const addSite: Handler<'site.add'> = async (dispatcher, { name, recipient }) => {
  const [row] = await dispatcher.inventory.em.fork().execute<{ created: boolean }[]>(
    `insert into site (name, recipient, created_at) values (?, ?, now())
     on conflict (name) do update set recipient = coalesce(excluded.recipient, site.recipient)
     returning xmax = 0 as created`,
    [name, recipient],
  );
  await ensureQueues(dispatcher);
  return { created: row?.created ?? false };
};
