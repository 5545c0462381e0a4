import type { JobRow } from '../job/job-row.ts';
import type { ScheduleRow } from './schedule-row.ts';

/** What a job takes from its schedule. */
export type JobTemplate = Pick<ScheduleRow, 'name' | 'lane' | 'selection' | 'reason'>;

/** The job of a due time. */
export function scheduledJob(
  schedule: JobTemplate,
  run: { readonly dueAt: Date; readonly deadlineAt: Date | null },
  now: Date,
): JobRow {
  const { name, lane, selection, reason } = schedule;
  return {
    id: scheduledJobId(name, run.dueAt),
    lane,
    selection,
    requestedBy: `schedule ${name}`,
    reason,
    requestedAt: now,
    deadlineAt: run.deadlineAt,
    traceparent: null,
    schedule: name,
    dueAt: run.dueAt,
  };
}

/** The same for the same schedule and due time, so that a due time can have one job only: `schedule-nightly-20261124T010000Z`. */
export function scheduledJobId(name: string, dueAt: Date): string {
  return `schedule-${name}-${dueAt.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
