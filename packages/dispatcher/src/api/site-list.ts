import type { Handler } from './handler.ts';

type Sites = Awaited<ReturnType<Handler<'site.list'>>>['sites'];

export const listSites: Handler<'site.list'> = async ({ inventory }) => ({
  sites: await inventory.em.fork().execute<Sites>(
    `select s.name, s.recipient, count(d.id)::int as devices
     from site s left join device d on d.site = s.name group by s.name order by s.name`,
  ),
});
