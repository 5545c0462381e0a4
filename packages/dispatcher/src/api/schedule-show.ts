import type { EntityManager } from '@mikro-orm/postgresql';
import { didYouMean, NetravenError } from '@netraven/common';
import type { ScheduleDetail } from '@netraven/common/api';
import { type PlannedRun, planRuns } from '@netraven/common/schedule';
import { buildSelection } from '../job/build-selection.ts';
import { databaseNow, type ScheduleRow, scheduleColumns, timingOf } from '../schedule/schedule-row.ts';
import type { Handler } from './handler.ts';

/** Names compared with a mistyped one. */
const COMPARED_NAMES = 5000;

/** A schedule with the status of its last job. */
export type KnownSchedule = ScheduleRow & { readonly lastStatus: string | null };

export const showSchedule: Handler<'schedule.show'> = async ({ inventory }, { name, upcoming }) => {
  const em = inventory.em.fork();
  const { lastStatus, ...row } = await findSchedule(em, name);
  return describeSchedule(em, row, { lastStatus, now: await databaseNow(em), upcoming });
};

/**
 * @param lock keeps the row from being run or edited until the transaction ends
 * @throws NETRAVEN_NOT_FOUND
 */
export async function findSchedule(em: EntityManager, name: string, lock = ''): Promise<KnownSchedule> {
  const [row] = await em.execute<KnownSchedule[]>(
    `select ${scheduleColumns}, (select j.status from job j where j.id = s.last_job) as "lastStatus"
     from schedule s where s.name = ? ${lock}`,
    [name],
  );
  if (row) return row;
  const known = await em.execute<{ name: string }[]>('select name from schedule order by name limit ?', [
    COMPARED_NAMES,
  ]);
  const hint = didYouMean(
    name,
    known.map((one) => one.name),
  );
  throw new NetravenError('NETRAVEN_NOT_FOUND', `schedule ${name} does not exist${hint && `; ${hint}`}`, {
    hint: 'See the names with "netraven schedule list".',
  });
}

/** A schedule with its next runs, and how many devices it matches now. */
export async function describeSchedule(
  em: EntityManager,
  { anchorAt, ...row }: ScheduleRow,
  {
    lastStatus,
    now,
    upcoming,
  }: { readonly lastStatus: string | null; readonly now: Date; readonly upcoming: number },
): Promise<ScheduleDetail> {
  const condition = buildSelection(row.selection);
  const [counted] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from device d where ${condition.sql}`,
    [...condition.values],
  );
  const runs = row.enabled && row.problem === null ? nextRuns({ anchorAt, ...row }, now, upcoming) : [];
  return {
    ...row,
    lastStatus,
    upcoming: runs.map(({ dueAt, startsAt }) => ({
      dueAt: dueAt.toISOString(),
      startsAt: startsAt.toISOString(),
    })),
    devices: counted?.count ?? 0,
  };
}

/** What is owed first; what comes until its start is part of that run. */
function nextRuns(row: ScheduleRow, now: Date, count: number): PlannedRun[] {
  const dueAt = new Date(row.nextDueAt ?? now);
  const startsAt = new Date(row.startsAt ?? now);
  const isOwed = row.nextDueAt !== null && dueAt <= now;
  const after = isOwed && startsAt > now ? startsAt : now;
  const runs = planRuns(timingOf(row), after, count);
  return (isOwed ? [{ dueAt, startsAt }, ...runs] : runs).slice(0, count);
}
