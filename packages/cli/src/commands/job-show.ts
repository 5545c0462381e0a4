import { jobIdSchema, outcomeSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { flag, listOf } from '../command/input-fields.ts';
import { jobDetailText } from '../output/job-text.ts';

/** Devices that are printed unless more are asked for. */
const ROWS = 50;

export const jobShow = defineCommand({
  name: 'job show',
  impact: 'reads',
  summary: 'One job with its devices, and for each failure what to do',
  examples: ['netraven job show 20261123T045812-4f2a9c01 --outcome failed'],
  arguments: [{ name: '<job>', description: 'id of the job' }],
  options: [
    { flags: '--outcome <outcome>', description: 'only devices with this outcome', repeatable: true },
    { flags: '--all-tasks', description: `every device, not only ${ROWS} with the failures first` },
  ],
  input: z.object({ job: jobIdSchema, outcome: listOf(outcomeSchema), allTasks: flag }),
  run: async (context, { job: id, outcome, allTasks }) => {
    const api = await context.api();
    const job = await api.call('job.show', { id });
    const rows = allTasks || outcome.length > 0 ? Number.POSITIVE_INFINITY : ROWS;
    return { job, tasks: await api.tasks(id, outcome), rows };
  },
  print: jobDetailText,
  toJson: ({ job, tasks }) => ({ job, tasks }),
});
