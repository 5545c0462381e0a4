import { NetravenError } from '@netraven/common';
import { scheduleNameSchema } from '@netraven/common/api';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { flag } from '../command/input-fields.ts';
import { scheduleInput, scheduleOptions, toScheduleTerms } from '../command/schedule-fields.ts';
import { scheduleDetailText } from '../output/schedule-text.ts';

export const scheduleAdd = defineCommand({
  name: 'schedule add',
  impact: 'writes',
  summary: 'Back devices up at the times of a cron expression, or at an interval',
  details: [
    'Each due time makes one job, however many dispatchers run and whatever crashes. A time that the clock leaves out',
    'in spring runs right after the gap, one that comes twice in autumn runs once. Devices are chosen as in "netraven',
    'backup", anew at each run. A device that is still open from the run before is not asked twice. With --dry-run',
    'nothing is stored: see when it would run. More in docs/schedules.md.',
  ].join(' '),
  examples: [
    'netraven schedule add nightly --cron "30 2 * * *" --zone Europe/Berlin --all --jitter 10m',
    'netraven schedule add core --every 1h --tag core --blackout "2026-12-20T00:00/2027-01-07T00:00"',
    'netraven schedule add branches --cron "@daily" --site ams --window "mon-fri 22:00-05:00" --dry-run',
  ],
  arguments: [
    { name: '<name>', description: 'letters, digits and -; part of the ids of its jobs' },
    { name: '[device...]', description: 'names in the inventory' },
  ],
  options: [
    ...scheduleOptions,
    { flags: '--disabled', description: 'add it without letting it run yet' },
    { flags: '--dry-run', description: 'only say when it would run, and over how many devices' },
  ],
  input: z.object({ name: scheduleNameSchema, ...scheduleInput, disabled: flag, dryRun: flag }),
  run: async (context, { name, disabled, dryRun, ...input }) => {
    const { selection, ...terms } = toScheduleTerms(input);
    if (terms.cron === undefined && terms.everySeconds === undefined) {
      throw new NetravenError('NETRAVEN_USAGE', 'nothing says when: --cron or --every is missing', {
        hint: 'For example --cron "30 2 * * *" --zone Europe/Berlin, or --every 6h.',
      });
    }
    if (selection === undefined) {
      throw new NetravenError('NETRAVEN_SELECTION_EMPTY', 'nothing says which devices to back up');
    }
    const api = await context.api();
    const schedule = await api.call('schedule.add', {
      name,
      ...terms,
      selection,
      enabled: !disabled,
      dryRun,
    });
    return { schedule, now: new Date(), isStored: !dryRun };
  },
  print: ({ schedule, now, isStored }, style) =>
    `${scheduleDetailText(schedule, now, style)}\n${isStored ? `${schedule.name} added` : 'dry run, nothing was stored'}\n`,
  toJson: ({ schedule }) => schedule,
});
