import type { Handler } from './handler.ts';

type Credentials = Awaited<ReturnType<Handler<'credential.list'>>>['credentials'];

export const listCredentials: Handler<'credential.list'> = async ({ inventory }) => ({
  credentials: await inventory.em.fork().execute<Credentials>(
    `select name, username, tags, priority, holds, every_site as "everySite",
       operator_copy is not null as "canShare", array(select jsonb_object_keys(sealed) as k order by k) as sites
     from credential order by priority, name`,
  ),
});
