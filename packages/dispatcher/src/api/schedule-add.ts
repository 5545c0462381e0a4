import { NetravenError, SECOND } from '@netraven/common';
import type { Dispatcher } from '../dispatcher.ts';
import { checkTerms, insertSchedule, planFirstRun, type ScheduleRecord } from '../schedule/save-schedule.ts';
import { databaseNow, type ScheduleRow } from '../schedule/schedule-row.ts';
import type { Handler } from './handler.ts';
import { refuseUnknownNames } from './refuse-unknown-names.ts';
import { describeSchedule } from './schedule-show.ts';

/**
 * Adds a schedule, due from now on.
 * @throws NETRAVEN_CONFLICT for a name that is taken; NETRAVEN_SCHEDULE_NEVER_DUE; NETRAVEN_NOT_FOUND for a device,
 *   site or platform that nobody knows
 */
export const addSchedule: Handler<'schedule.add'> = async (dispatcher, { enabled, dryRun, ...input }) => {
  const em = dispatcher.inventory.em.fork();
  const now = await databaseNow(em);
  const terms = { ...input, anchorAt: new Date(Math.floor(now.getTime() / SECOND) * SECOND) };
  checkTerms('schedule.add', terms, now);
  await refuseUnknownNames(em, terms.selection);
  const run = planFirstRun(terms, now);
  const record = { terms, run: enabled ? run : null, now };
  if (!dryRun) await save(dispatcher, record);
  return describeSchedule(em, newRow(record), { lastStatus: null, now, upcoming: 5 });
};

async function save({ inventory, bells, log }: Dispatcher, record: ScheduleRecord): Promise<void> {
  const { name } = record.terms;
  if (!(await insertSchedule(inventory.em.fork(), record))) {
    throw new NetravenError('NETRAVEN_CONFLICT', `schedule ${name} exists already`, {
      hint: 'Change it with "netraven schedule set", or choose another name.',
    });
  }
  log.info({ schedule: name, startsAt: record.run?.startsAt }, 'schedule added');
  bells.schedule.ring();
}

function newRow({ terms, run, now }: ScheduleRecord): ScheduleRow {
  return {
    ...terms,
    anchorAt: terms.anchorAt.toISOString(),
    enabled: run !== null,
    nextDueAt: run?.dueAt.toISOString() ?? null,
    startsAt: run?.startsAt.toISOString() ?? null,
    lastDueAt: null,
    lastJob: null,
    problem: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}
