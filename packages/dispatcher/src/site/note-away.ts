import type { Inventory } from '@netraven/common/inventory';

/** Whether any site has a task that somebody has to do. */
export async function areAnyAwaited(inventory: Inventory): Promise<boolean> {
  const rows = await inventory.em
    .fork()
    .execute<object[]>('select from task where outcome is null and published_at is not null limit 1');
  return rows.length > 0;
}

/**
 * Writes down which sites are away: those with open tasks, and without an executor that answers. Any number of
 * dispatchers may: the first to miss a site says since when.
 * @param present sites of which an executor answers
 */
export async function noteAway(inventory: Inventory, present: ReadonlySet<string>): Promise<void> {
  await inventory.em.fork().execute(
    `with missed as (
       select s.name, s.name not in (select jsonb_array_elements_text(?::jsonb)) and exists (
         select from task t where t.site = s.name and t.outcome is null and t.published_at is not null
       ) as is_away
       from site s
     )
     update site s set away_since = case when m.is_away then now() end from missed m
     where m.name = s.name and m.is_away = (s.away_since is null)`,
    [JSON.stringify([...present])],
  );
}
