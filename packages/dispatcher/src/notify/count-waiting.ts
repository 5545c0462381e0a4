import type { Inventory } from '@netraven/common/inventory';

export interface WaitingCount {
  readonly target: string;
  readonly waiting: number;
}

/** What waits to be told to each target. */
export async function countWaiting(inventory: Inventory): Promise<WaitingCount[]> {
  return await inventory.em.fork().execute<WaitingCount[]>(
    `select t.name as target, count(i.id)::int as waiting
     from notification_target t left join notification_item i on i.target = t.name group by t.name order by t.name`,
  );
}
