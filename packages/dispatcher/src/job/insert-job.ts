import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows, type Inventory, toRowParameter } from '@netraven/common/inventory';
import type { JobRow } from './job-row.ts';

/** Writes a job that waits to be expanded; false when one of that id exists, which is the same request again. */
export async function insertJob(inventory: Inventory, job: JobRow): Promise<boolean> {
  return (await insertJobs(inventory.em.fork(), [job])).length === 1;
}

/**
 * Writes jobs that wait to be expanded.
 * @returns the ids of those that did not exist; the others are the same requests again
 */
export async function insertJobs(em: EntityManager, jobs: readonly JobRow[]): Promise<string[]> {
  if (jobs.length === 0) return [];
  const rows = await em.execute<{ id: string }[]>(
    `insert into job (id, status, lane, selection, requested_by, reason, requested_at, deadline_at, traceparent,
       schedule, due_at)
     select r.id, 'PENDING', r.lane, r.selection, r."requestedBy", r.reason, r."requestedAt", r."deadlineAt",
       r.traceparent, r.schedule, r."dueAt"
     from ${fromRows(
       `id text, lane text, selection jsonb, "requestedBy" text, reason text, "requestedAt" timestamptz,
        "deadlineAt" timestamptz, traceparent text, schedule text, "dueAt" timestamptz`,
     )}
     on conflict (id) do nothing
     returning id`,
    [toRowParameter(jobs)],
  );
  return rows.map((row) => row.id);
}
