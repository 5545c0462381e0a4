import { scheduleNameSchema } from '@netraven/common/api';
import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { wholeNumber } from '../command/input-fields.ts';
import { jobListText } from '../output/job-text.ts';

export const jobList = defineCommand({
  name: 'job list',
  impact: 'reads',
  summary: 'Newest jobs first',
  options: [
    { flags: '--device <device>', description: 'jobs of this device' },
    { flags: '--schedule <name>', description: 'jobs of this schedule' },
    { flags: '--limit <number>', description: 'at most this many, up to 500', default: '20' },
  ],
  input: z.object({
    device: deviceNameSchema.optional(),
    schedule: scheduleNameSchema.optional(),
    limit: wholeNumber(1, 500).optional(),
  }),
  run: async (context, { device, schedule, limit }) =>
    (await context.api()).call('job.list', {
      ...(device === undefined ? {} : { device }),
      ...(schedule === undefined ? {} : { schedule }),
      ...(limit === undefined ? {} : { limit }),
    }),
  print: jobListText,
});
