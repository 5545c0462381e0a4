import { z } from 'zod';
import { laneSchema } from './lane.ts';
import { deviceNameSchema, jobIdSchema, siteNameSchema, tagSchema } from './names.ts';

/**
 * Which devices: those that match every kind of filter that is given, and any value within one kind.
 * No filter at all needs `all: true`, so that an empty message never backs up the fleet.
 */
export const selectionSchema = z.strictObject({
  all: z.boolean().default(false),
  devices: z.array(deviceNameSchema).max(100_000).default([]),
  tags: z.array(tagSchema).max(100).default([]),
  sites: z.array(siteNameSchema).max(1000).default([]),
  platforms: z.array(z.string().min(1).max(64)).max(100).default([]),
});
export type Selection = z.output<typeof selectionSchema>;

/** Published by any service on `netraven.jobs.request`: back up these devices. */
export const jobRequestSchema = selectionSchema
  .extend({
    v: z.literal(1),
    /** Without one, the dispatcher derives it from the message, so that a redelivery is the same job. */
    id: jobIdSchema.optional(),
    lane: laneSchema.default('bulk'),
    requestedBy: z.string().max(200).default(''),
    reason: z.string().max(500).default(''),
    /** Tasks that have not started this many seconds after the request end as failed. */
    deadlineSeconds: z
      .number()
      .int()
      .min(1)
      .max(30 * 86_400)
      .optional(),
  })
  .refine((job) => job.all || hasFilter(job), {
    message: 'needs one of devices, tags, sites, platforms, or all: true',
  });
export type JobRequest = z.output<typeof jobRequestSchema>;

export function hasFilter(selection: Selection): boolean {
  return [selection.devices, selection.tags, selection.sites, selection.platforms].some(
    (list) => list.length > 0,
  );
}
