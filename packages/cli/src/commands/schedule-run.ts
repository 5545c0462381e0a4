import { randomBytes } from 'node:crypto';
import { makeJobId } from '@netraven/client';
import { scheduleNameSchema } from '@netraven/common/api';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { acceptedJob, awaitJob } from '../job/await-job.ts';
import { jobExitCode } from '../job/job-summary.ts';
import { whoAsks } from '../job/who-asks.ts';
import { requestedJobText } from '../output/job-text.ts';

export const scheduleRun = defineCommand({
  name: 'schedule run',
  impact: 'writes',
  summary: 'Back up what a schedule selects now; its due times stay as they are',
  details: 'Windows and blackouts do not hold it back. It is followed as "netraven backup" does.',
  examples: ['netraven schedule run nightly --no-wait'],
  arguments: [{ name: '<name>', description: 'see "netraven schedule list"' }],
  options: [{ flags: '--no-wait', description: 'return as soon as the job is accepted' }],
  input: z.object({ name: scheduleNameSchema, wait: z.boolean().default(true) }),
  run: async (context, { name, wait }) => {
    const id = makeJobId(new Date(), randomBytes(4));
    await (await context.api()).call('schedule.run', { name, id, requestedBy: whoAsks() });
    return wait ? awaitJob(context, id) : acceptedJob(id);
  },
  print: requestedJobText,
  toJson: ({ summary }) => summary,
  exitCode: ({ summary }) => jobExitCode(summary),
});
