import { scheduleNameSchema } from '@netraven/common/api';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { wholeNumber } from '../command/input-fields.ts';
import { scheduleDetailText } from '../output/schedule-text.ts';

export const scheduleShow = defineCommand({
  name: 'schedule show',
  impact: 'reads',
  summary: 'One schedule with its next runs',
  examples: ['netraven schedule show nightly --next 20'],
  arguments: [{ name: '<name>', description: 'see "netraven schedule list"' }],
  options: [{ flags: '--next <number>', description: 'runs to show, up to 100', default: '5' }],
  input: z.object({ name: scheduleNameSchema, next: wholeNumber(0, 100).default(5) }),
  run: async (context, { name, next }) => {
    const schedule = await (await context.api()).call('schedule.show', { name, upcoming: next });
    return { schedule, now: new Date() };
  },
  print: ({ schedule, now }, style) => scheduleDetailText(schedule, now, style),
  toJson: ({ schedule }) => schedule,
});
