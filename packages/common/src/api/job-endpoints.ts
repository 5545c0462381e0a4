import { z } from 'zod';
import { jobIdSchema } from '../message/names.ts';
import { endpoint } from './endpoint.ts';

export const jobViewSchema = z.object({
  id: z.string(),
  status: z.string(),
  lane: z.string(),
  requestedBy: z.string(),
  reason: z.string(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
  tasks: z.number(),
  /** Outcome → number of tasks; open tasks are not in it. */
  outcomes: z.record(z.string(), z.number()),
  warnings: z.array(z.string()),
  /** The schedule it is of, and the due time it was made for: null when somebody ran the schedule by hand. */
  schedule: z.string().nullable(),
  dueAt: z.string().nullable(),
});
export type JobView = z.output<typeof jobViewSchema>;

export const taskViewSchema = z.object({
  id: z.string(),
  device: z.string(),
  site: z.string(),
  /** `queued`, `running`, `captured`, `waiting` (for another task), `waiting-for-site` (no executor of it answers), or the outcome. */
  state: z.string(),
  outcome: z.string().nullable(),
  attempts: z.number(),
  /** Why each attempt that was followed by another failed, in order. */
  retries: z.array(z.string()).default([]),
  code: z.string().nullable(),
  message: z.string().nullable(),
  hint: z.string().nullable(),
  commit: z.string().nullable(),
  coalescedInto: z.string().nullable(),
  executor: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
});
export type TaskView = z.output<typeof taskViewSchema>;

export const jobEndpoints = {
  'job.list': endpoint({
    description: 'Newest jobs first',
    input: z.strictObject({
      limit: z.number().int().min(1).max(500).default(20),
      device: z.string().optional(),
      schedule: z.string().optional(),
    }),
    output: z.object({ jobs: z.array(jobViewSchema) }),
  }),
  'job.show': endpoint({
    description: 'One job with the counts of its outcomes',
    input: z.strictObject({ id: jobIdSchema }),
    output: jobViewSchema,
  }),
  'job.tasks': endpoint({
    description: 'Tasks of a job by device name, a page at a time',
    input: z.strictObject({
      id: jobIdSchema,
      after: z.string().default(''),
      limit: z.number().int().min(1).max(5000).default(1000),
      outcomes: z.array(z.string()).default([]),
    }),
    output: z.object({ tasks: z.array(taskViewSchema), next: z.string().nullable() }),
  }),
  'job.cancel': endpoint({
    description: 'Withdraw what has not started and close what runs',
    input: z.strictObject({ id: jobIdSchema }),
    output: z.object({ cancelled: z.number() }),
  }),
  'job.retry': endpoint({
    description: 'Request a new job over the devices of a job that were not backed up',
    input: z.strictObject({
      id: jobIdSchema,
      /** Id of the new job; the same one again is the same job. */
      newId: jobIdSchema.optional(),
      requestedBy: z.string().max(200).default(''),
    }),
    output: z.object({ job: z.string(), devices: z.number() }),
  }),
} as const;
