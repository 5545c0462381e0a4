import type { EntityManager } from '@mikro-orm/postgresql';
import type { ScheduleView } from '@netraven/common/api';
import type { Timing } from '@netraven/common/schedule';
import { isoInstant } from '../stage/iso-instant.ts';

/** A schedule as its row has it; instants are ISO 8601 in UTC. */
export interface ScheduleRow extends Omit<ScheduleView, 'lastStatus'> {
  readonly anchorAt: string;
}

/** Columns of a schedule, as `s`, in the form of `ScheduleRow`. */
export const scheduleColumns = `s.name, s.cron, s.every_seconds as "everySeconds",
  ${isoInstant('s.anchor_at')} as "anchorAt", s.time_zone as "timeZone", s.selection, s.lane, s.reason,
  s.jitter_seconds as "jitterSeconds", s.windows, s.blackouts, s.outside_window as "outsideWindow", s.missed,
  s.deadline_seconds as "deadlineSeconds", s.enabled, ${isoInstant('s.next_due_at')} as "nextDueAt",
  ${isoInstant('s.starts_at')} as "startsAt", ${isoInstant('s.last_due_at')} as "lastDueAt",
  s.last_job as "lastJob", s.problem, ${isoInstant('s.created_at')} as "createdAt",
  ${isoInstant('s.updated_at')} as "updatedAt"`;

/** When the schedule is due, for whoever computes with it. */
export function timingOf(row: Omit<Timing, 'anchorAt'> & { readonly anchorAt: string }): Timing {
  return { ...row, anchorAt: new Date(row.anchorAt) };
}

/** PostgreSQL's clock: the only one that schedules go by. */
export async function databaseNow(em: EntityManager): Promise<Date> {
  const [row] = await em.execute<{ now: string }[]>(`select ${isoInstant('clock_timestamp()')} as now`);
  return new Date(row?.now ?? Number.NaN);
}
