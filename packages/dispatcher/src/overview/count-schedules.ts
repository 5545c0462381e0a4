import type { Inventory } from '@netraven/common/inventory';

export interface ScheduleCounts {
  readonly enabled: number;
  readonly disabled: number;
  /** Enabled, but without a next due time. */
  readonly problem: number;
  /** How long the most overdue one should have started; 0 when none is. */
  readonly lateSeconds: number;
}

export async function countSchedules(inventory: Inventory): Promise<ScheduleCounts> {
  const [counts] = await inventory.em.fork().execute<ScheduleCounts[]>(
    `select count(*) filter (where enabled and problem is null)::int as enabled,
       count(*) filter (where not enabled)::int as disabled,
       count(*) filter (where enabled and problem is not null)::int as problem,
       coalesce(greatest(0, extract(epoch from now() - min(starts_at) filter (where enabled))), 0)::float
         as "lateSeconds"
     from schedule`,
  );
  return counts ?? { enabled: 0, disabled: 0, problem: 0, lateSeconds: 0 };
}
