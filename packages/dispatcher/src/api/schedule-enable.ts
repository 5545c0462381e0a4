import type { EntityManager } from '@mikro-orm/postgresql';
import type { ScheduleDetail } from '@netraven/common/api';
import type { PlannedRun } from '@netraven/common/schedule';
import type { Dispatcher } from '../dispatcher.ts';
import { planFirstRun } from '../schedule/save-schedule.ts';
import { databaseNow, type ScheduleRow, timingOf } from '../schedule/schedule-row.ts';
import type { Handler } from './handler.ts';
import { describeSchedule, findSchedule } from './schedule-show.ts';

/** Lets a schedule run again, from its first due time after now; one that is enabled stays as it is. */
export const enableSchedule: Handler<'schedule.enable'> = (dispatcher, { name }) =>
  switchSchedule(dispatcher, name, true);

/** Keeps a schedule from running; what is owed is dropped. */
export const disableSchedule: Handler<'schedule.disable'> = (dispatcher, { name }) =>
  switchSchedule(dispatcher, name, false);

async function switchSchedule(
  { inventory, bells, log }: Dispatcher,
  name: string,
  enabled: boolean,
): Promise<ScheduleDetail> {
  const em = inventory.em.fork();
  await em.transactional(async (inner) => {
    const row = await findSchedule(inner, name, 'for update of s');
    const now = await databaseNow(inner);
    const isAsWanted = row.enabled === enabled && (!enabled || row.startsAt !== null);
    if (isAsWanted) return;
    await write(inner, row, enabled ? planFirstRun(timingOf(row), now) : null, now);
    log.info({ schedule: name }, enabled ? 'schedule enabled' : 'schedule disabled');
  });
  bells.schedule.ring();
  const { lastStatus, ...row } = await findSchedule(em, name);
  return describeSchedule(em, row, { lastStatus, now: await databaseNow(em), upcoming: 5 });
}

async function write(em: EntityManager, row: ScheduleRow, run: PlannedRun | null, now: Date): Promise<void> {
  await em.execute(
    `update schedule set enabled = ?, disabled_at = ?::timestamptz, next_due_at = ?::timestamptz,
       starts_at = ?::timestamptz, problem = null, updated_at = ?::timestamptz
     where name = ?`,
    [
      run !== null,
      run ? null : now.toISOString(),
      run?.dueAt.toISOString() ?? null,
      run?.startsAt.toISOString() ?? null,
      now.toISOString(),
      row.name,
    ],
  );
}
