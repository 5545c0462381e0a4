import { jobIdSchema, outcomeSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { listOf } from '../command/input-fields.ts';
import { loadTasks } from '../job/load-tasks.ts';
import { jobDetailText } from '../output/job-text.ts';

export const jobShow = defineCommand({
  name: 'job show',
  impact: 'reads',
  summary: 'One job with its devices, and for each failure what to do',
  examples: ['netraven job show 20261123T045812-4f2a9c01 --outcome failed'],
  arguments: [{ name: '<job>', description: 'id of the job' }],
  options: [
    { flags: '--outcome <outcome>', description: 'only devices with this outcome', repeatable: true },
  ],
  input: z.object({ job: jobIdSchema, outcome: listOf(outcomeSchema) }),
  run: async (context, { job: id, outcome }) => {
    const api = await context.api();
    const job = await api.call('job.show', { id });
    return { job, tasks: await loadTasks(api, id, outcome) };
  },
  print: jobDetailText,
});
