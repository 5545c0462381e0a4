import type { Inventory } from '@netraven/common/inventory';
import type { JobRow } from './job-row.ts';

/** Writes a job that waits to be expanded; false when one of that id exists, which is the same request again. */
export async function insertJob(inventory: Inventory, job: JobRow): Promise<boolean> {
  const rows = await inventory.em.fork().execute<{ id: string }[]>(
    `insert into job (id, status, lane, selection, requested_by, reason, requested_at, deadline_at, traceparent)
     values (?, 'PENDING', ?, ?::jsonb, ?, ?, ?::timestamptz, ?::timestamptz, ?)
     on conflict (id) do nothing
     returning id`,
    [
      job.id,
      job.lane,
      JSON.stringify(job.selection),
      job.requestedBy,
      job.reason,
      job.requestedAt.toISOString(),
      job.deadlineAt?.toISOString() ?? null,
      job.traceparent,
    ],
  );
  return rows.length === 1;
}
