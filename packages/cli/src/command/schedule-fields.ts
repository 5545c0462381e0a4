import { NetravenError } from '@netraven/common';
import { scheduleFields } from '@netraven/common/api';
import { hasFilter } from '@netraven/common/message';
import { z } from 'zod';
import type { OptionSpec } from './command.ts';
import { deviceNames, duration, filterFields, filterOptions, flag, toSelection } from './input-fields.ts';

const DAY_SECONDS = 86_400;

/** Options of a schedule, for adding and for changing one. */
export const scheduleOptions: readonly OptionSpec[] = [
  {
    flags: '--cron <expression>',
    description: 'minute, hour, day of month, month, day of week: "30 2 * * *"',
  },
  { flags: '--every <duration>', description: 'instead of --cron: 15m, 6h, 1d; at least 1m' },
  {
    flags: '--zone <zone>',
    description: 'whose clock cron and windows go by: Europe/Berlin',
    default: 'UTC',
  },
  ...filterOptions,
  { flags: '--all', description: 'every device' },
  {
    flags: '--jitter <duration>',
    description: 'delay each start by up to so much, always the same for a due time',
  },
  {
    flags: '--window <period>',
    description: 'when backups may begin: "mon-fri 22:00-05:00", "22:00-05:00"',
    repeatable: true,
  },
  {
    flags: '--blackout <period>',
    description: 'when they may not: as a window, or "2026-12-20T00:00/2027-01-07T00:00"',
    repeatable: true,
  },
  {
    flags: '--outside <what>',
    description: 'a due time outside of the windows: wait for the opening, or skip it',
    default: 'wait',
  },
  {
    flags: '--missed <what>',
    description: 'due times while no dispatcher ran: run once on return, or skip them',
    default: 'run',
  },
  {
    flags: '--deadline <duration>',
    description:
      'what has not started so long after the start of the job fails; the closing of a window does the same',
  },
  { flags: '--lane <lane>', description: 'urgent goes ahead of everything that is queued', default: 'bulk' },
  { flags: '--reason <text>', description: 'shown with each of its jobs' },
];

export const scheduleInput = {
  device: deviceNames,
  ...filterFields,
  all: flag,
  cron: scheduleFields.cron.unwrap().optional(),
  every: duration(60, 366 * DAY_SECONDS).optional(),
  zone: scheduleFields.timeZone.optional(),
  jitter: duration(0, DAY_SECONDS).optional(),
  window: scheduleFields.windows.optional(),
  blackout: scheduleFields.blackouts.optional(),
  outside: scheduleFields.outsideWindow.optional(),
  missed: scheduleFields.missed.optional(),
  deadline: duration(60, 30 * DAY_SECONDS).optional(),
  lane: scheduleFields.lane.optional(),
  reason: scheduleFields.reason.optional(),
};

const scheduleInputObject = z.object(scheduleInput);
export type ScheduleOptions = z.output<typeof scheduleInputObject>;

/**
 * What was typed, as the API takes it; what was not typed is not in it.
 * @throws NETRAVEN_USAGE for both --cron and --every
 */
export function toScheduleTerms(input: ScheduleOptions) {
  if (input.cron !== undefined && input.every !== undefined) {
    throw new NetravenError('NETRAVEN_USAGE', '--cron and --every exclude each other', {
      hint: 'Give one of them.',
    });
  }
  const selection = toSelection(input);
  const terms = {
    cron: input.cron,
    everySeconds: input.every,
    timeZone: input.zone,
    jitterSeconds: input.jitter,
    windows: input.window,
    blackouts: input.blackout,
    outsideWindow: input.outside,
    missed: input.missed,
    deadlineSeconds: input.deadline,
    lane: input.lane,
    reason: input.reason,
    selection: selection.all || hasFilter(selection) ? selection : undefined,
  };
  return terms;
}
