import type { Inventory } from '@netraven/common/inventory';

/** What an executor announces when it begins a session. */
export interface Start {
  readonly task: string;
  readonly executor: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Shows tasks as running. A result that came first knows better and stands. */
export async function recordStarts(inventory: Inventory, starts: readonly Start[]): Promise<void> {
  if (starts.length === 0) return;
  await inventory.em.fork().execute(
    `update task set started_at = r.at, executor = r.executor
     from (select distinct on (task) * from jsonb_to_recordset(?::jsonb) as s (task text, executor text, at timestamptz)
           order by task, at) as r
     where task.id = r.task and task.outcome is null and task.started_at is null`,
    [JSON.stringify(starts)],
  );
}
