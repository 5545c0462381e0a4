import { scheduleNameSchema } from '@netraven/common/api';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { scheduleDetailText } from '../output/schedule-text.ts';

const named = [{ name: '<name>', description: 'see "netraven schedule list"' }];

export const scheduleEnable = defineCommand({
  name: 'schedule enable',
  impact: 'writes',
  summary: 'Let a schedule run again, from its first due time after now',
  arguments: named,
  input: z.object({ name: scheduleNameSchema }),
  run: async (context, { name }) => ({
    schedule: await (await context.api()).call('schedule.enable', { name }),
    now: new Date(),
  }),
  print: ({ schedule, now }, style) => scheduleDetailText(schedule, now, style),
  toJson: ({ schedule }) => schedule,
});

export const scheduleDisable = defineCommand({
  name: 'schedule disable',
  impact: 'writes',
  summary: 'Keep a schedule and let it not run',
  details: 'A due time that waits for its window is dropped. Jobs that it has made go on.',
  arguments: named,
  input: z.object({ name: scheduleNameSchema }),
  run: async (context, { name }) => (await context.api()).call('schedule.disable', { name }),
  print: ({ name }) => `${name} disabled\n`,
});
