import { SECOND } from '@netraven/common';
import { checkTerms, planEdited, type ScheduleTerms, updateSchedule } from '../schedule/save-schedule.ts';
import { databaseNow, type ScheduleRow } from '../schedule/schedule-row.ts';
import type { CheckedInput, Handler } from './handler.ts';
import { refuseUnknownNames } from './refuse-unknown-names.ts';
import { describeSchedule, findSchedule } from './schedule-show.ts';

type Changes = Omit<CheckedInput<'schedule.set'>, 'name'>;

/**
 * Changes a schedule with its row locked, so that no run falls between old and new terms.
 * @throws as `addSchedule`
 */
export const setSchedule: Handler<'schedule.set'> = async (
  { inventory, bells, log },
  { name, ...changes },
) => {
  const em = inventory.em.fork();
  if (changes.selection) await refuseUnknownNames(em, changes.selection);
  await em.transactional(async (inner) => {
    const row = await findSchedule(inner, name, 'for update of s');
    const now = await databaseNow(inner);
    const terms = merge(row, changes, now);
    checkTerms('schedule.set', terms, now);
    await updateSchedule(inner, { terms, run: planEdited(row, terms, now), now });
  });
  log.info({ schedule: name, changed: Object.keys(changes) }, 'schedule changed');
  bells.schedule.ring();
  const { lastStatus, ...row } = await findSchedule(em, name);
  return describeSchedule(em, row, { lastStatus, now: await databaseNow(em), upcoming: 5 });
};

/** Cron and interval exclude each other: the one that is given replaces the other. */
function merge(row: ScheduleRow, changes: Changes, now: Date): ScheduleTerms {
  const isNewInterval = typeof changes.everySeconds === 'number' && changes.everySeconds !== row.everySeconds;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return {
    ...row,
    ...(typeof changes.cron === 'string' ? { everySeconds: null } : {}),
    ...(typeof changes.everySeconds === 'number' ? { cron: null } : {}),
    ...given,
    anchorAt: isNewInterval ? new Date(Math.floor(now.getTime() / SECOND) * SECOND) : new Date(row.anchorAt),
  };
}
