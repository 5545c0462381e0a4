import { z } from 'zod';
import { lanes } from '../message/lane.ts';
import { endpoint } from './endpoint.ts';

const queueSchema = z.object({
  site: z.string(),
  lane: z.enum(lanes),
  /** Tasks nobody has taken yet. */
  pending: z.number(),
  /** Tasks an executor holds, or that wait out a delay. */
  inFlight: z.number(),
});

const executorSchema = z.object({
  name: z.string(),
  site: z.string(),
  version: z.string(),
  startedAt: z.string(),
  /** Tasks in a session now, and at most. */
  running: z.number(),
  slots: z.number(),
  /** Why it takes no tasks; null when it does. */
  paused: z.string().nullable(),
  /** Since it started. */
  sessions: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  failed: z.number(),
  quarantined: z.number(),
  retries: z.number(),
});

const overviewSchema = z.object({
  at: z.iso.datetime(),
  version: z.string(),
  openJobs: z.number(),
  openTasks: z.number(),
  sites: z.array(
    z.object({ name: z.string(), devices: z.number(), failing: z.number(), executors: z.number() }),
  ),
  queues: z.array(queueSchema),
  executors: z.array(executorSchema),
  writers: z.array(
    z.object({ version: z.string(), status: z.string(), batches: z.number(), failures: z.number() }),
  ),
  streams: z.array(
    z.object({
      name: z.string(),
      messages: z.number(),
      bytes: z.number(),
      /** 0 without a limit. */
      maxBytes: z.number(),
    }),
  ),
  recent: z.object({
    /** How long this dispatcher has watched, a minute at most. */
    seconds: z.number(),
    /** Outcome → tasks that came to it in that time. */
    outcomes: z.record(z.string(), z.number()),
    /** Newest first, since the dispatcher started. */
    failures: z.array(
      z.object({
        at: z.string(),
        site: z.string(),
        device: z.string(),
        outcome: z.string(),
        code: z.string(),
        job: z.string(),
      }),
    ),
  }),
});
export type Overview = z.output<typeof overviewSchema>;

const concernSchema = z.object({
  kind: z.enum(['versions', 'clock', 'no-executor', 'unknown-site']),
  found: z.string(),
  /** What to do. */
  remedy: z.string(),
});
/** Something amiss between the parts of the system that no part of it sees alone. */
export type FleetConcern = z.output<typeof concernSchema>;

export const systemEndpoints = {
  'system.overview': endpoint({
    description: 'What the system is doing right now: sites, executors, queues, throughput, newest failures',
    input: z.strictObject({}),
    output: overviewSchema,
  }),
  'system.check': endpoint({
    description: 'What is amiss between the parts: versions, clocks, sites without executors or unknown ones',
    input: z.strictObject({}),
    output: z.object({
      /** Roles that answered. */
      roles: z.number(),
      concerns: z.array(concernSchema),
    }),
  }),
} as const;
