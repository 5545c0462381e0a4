import { NetravenError } from '@netraven/common';
import { scheduleNameSchema } from '@netraven/common/api';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { listOf } from '../command/input-fields.ts';
import { scheduleInput, scheduleOptions, toScheduleTerms } from '../command/schedule-fields.ts';
import { scheduleDetailText } from '../output/schedule-text.ts';

const cleared = {
  windows: { windows: [] },
  blackouts: { blackouts: [] },
  jitter: { jitterSeconds: 0 },
  deadline: { deadlineSeconds: null },
  reason: { reason: '' },
} as const;

export const scheduleSet = defineCommand({
  name: 'schedule set',
  impact: 'writes',
  summary: 'Change a schedule; it counts at once',
  details: [
    'What is not given stays. Windows, blackouts and the selection of devices are replaced as a whole. A due time that',
    'has come and waits for its window or its jitter still runs, by the new settings.',
  ].join(' '),
  examples: [
    'netraven schedule set nightly --cron "0 3 * * *"',
    'netraven schedule set core --tag core --tag edge',
    'netraven schedule set branches --clear windows',
  ],
  arguments: [
    { name: '<name>', description: 'see "netraven schedule list"' },
    { name: '[device...]', description: 'names in the inventory' },
  ],
  options: [
    ...scheduleOptions.map(({ default: _fallback, ...option }) => option),
    {
      flags: '--clear <what>',
      description: 'windows, blackouts, jitter, deadline or reason',
      repeatable: true,
    },
  ],
  input: z.object({
    name: scheduleNameSchema,
    ...scheduleInput,
    clear: listOf(z.enum(['windows', 'blackouts', 'jitter', 'deadline', 'reason'])),
  }),
  run: async (context, { name, clear, ...input }) => {
    const terms = toScheduleTerms(input);
    const isEmpty = Object.values(terms).every((value) => value === undefined) && clear.length === 0;
    if (isEmpty) {
      throw new NetravenError('NETRAVEN_USAGE', 'nothing says what to change', {
        hint: 'Run "netraven schedule set --help" to see what can be.',
      });
    }
    const changes = Object.assign({}, terms, ...clear.map((what) => cleared[what]));
    const schedule = await (await context.api()).call('schedule.set', { ...changes, name });
    return { schedule, now: new Date() };
  },
  print: ({ schedule, now }, style) => scheduleDetailText(schedule, now, style),
  toJson: ({ schedule }) => schedule,
});
