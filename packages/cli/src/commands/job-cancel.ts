import { jobIdSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { count } from '../output/format.ts';

export const jobCancel = defineCommand({
  name: 'job cancel',
  impact: 'writes',
  summary: 'Withdraw what has not started and close the job',
  arguments: [{ name: '<job>', description: 'id of the job' }],
  input: z.object({ job: jobIdSchema }),
  run: async (context, { job }) => {
    const { cancelled } = await (await context.api()).call('job.cancel', { id: job });
    return { job, cancelled };
  },
  print: ({ job, cancelled }) =>
    cancelled === 0
      ? `job ${job}: nothing left to cancel\n`
      : `job ${job}: ${count(cancelled, 'device')} cancelled\n`,
});
