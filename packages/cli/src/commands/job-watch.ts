import { jobIdSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { jobExitCode, summariseJob } from '../job/job-summary.ts';
import { watchJob } from '../job/watch-job.ts';
import { jobSummaryText } from '../output/job-text.ts';

export const jobWatch = defineCommand({
  name: 'job watch',
  impact: 'reads',
  summary: 'Follow a job to its end, then print its summary',
  details: 'The exit code is that of the backup. Ctrl-C ends the watching, not the job.',
  arguments: [{ name: '<job>', description: 'id of the job' }],
  input: z.object({ job: jobIdSchema }),
  run: async function* (context, { job: id }) {
    const api = await context.api();
    await api.call('job.show', { id });
    const result = await watchJob(api, id, { terminal: context.terminal, signal: context.interrupted() });
    if (result) yield result;
  },
  print: jobSummaryText,
  toJson: summariseJob,
  exitCode: ({ job }) => jobExitCode(job),
});
