import { randomBytes } from 'node:crypto';
import { makeJobId } from '@netraven/client';
import { jobIdSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { acceptedJob, awaitJob } from '../job/await-job.ts';
import { jobExitCode } from '../job/job-summary.ts';
import { whoAsks } from '../job/who-asks.ts';
import { requestedJobText } from '../output/job-text.ts';

export const jobRetry = defineCommand({
  name: 'job retry',
  impact: 'writes',
  summary: 'Back up again what a job did not back up',
  details: [
    'A new job over the devices that failed, were quarantined or cancelled, as far as they are still in the inventory.',
    'It is followed as "netraven backup" does: Ctrl-C ends the watching, not the job.',
  ].join(' '),
  examples: ['netraven job retry 20261123T045812-4f2a9c01'],
  arguments: [{ name: '<job>', description: 'id of the job' }],
  options: [{ flags: '--no-wait', description: 'return as soon as the job is accepted' }],
  input: z.object({ job: jobIdSchema, wait: z.boolean().default(true) }),
  run: async (context, { job: id, wait }) => {
    const api = await context.api();
    const newId = makeJobId(new Date(), randomBytes(4));
    await api.call('job.retry', { id, newId, requestedBy: whoAsks() });
    return wait ? awaitJob(context, newId) : acceptedJob(newId);
  },
  print: requestedJobText,
  toJson: ({ summary }) => summary,
  exitCode: ({ summary }) => jobExitCode(summary),
});
