import { z } from 'zod';
import { hasFilter, selectionSchema } from '../message/job-request.ts';
import { laneSchema } from '../message/lane.ts';
import { jobIdSchema } from '../message/names.ts';
import { describeCronProblem, describeTimeZoneProblem, parsePeriod, periodRule } from '../schedule/index.ts';
import { endpoint } from './endpoint.ts';

const DAY_SECONDS = 86_400;

/** A schedule's name is part of the ids of its jobs. */
export const scheduleNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/, 'must be 1 to 32 of letters, digits and -, not starting with -');

const cronSchema = z
  .string()
  .max(200)
  .trim()
  .superRefine((pattern, context) => {
    const problem = describeCronProblem(pattern);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const timeZoneSchema = z
  .string()
  .max(64)
  .superRefine((name, context) => {
    const problem = describeTimeZoneProblem(name);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const periodsSchema = z
  .array(
    z
      .string()
      .max(64)
      .refine((text) => parsePeriod(text) !== undefined, periodRule),
  )
  .max(50);

/** What an operator may say of a schedule besides its name. */
export const scheduleFields = {
  /** Five fields, or `@daily` and its like; null for an interval. */
  cron: cronSchema.nullable(),
  /** Null for a cron expression. */
  everySeconds: z
    .number()
    .int('must be a whole number')
    .min(60, 'must be at least 60')
    .max(366 * DAY_SECONDS)
    .nullable(),
  /** IANA name; cron, windows and blackouts are read by its clock. */
  timeZone: timeZoneSchema,
  selection: selectionSchema.refine((selection) => selection.all || hasFilter(selection), {
    message: 'needs one of devices, tags, sites, platforms, or all: true',
  }),
  lane: laneSchema,
  reason: z.string().max(500),
  /** A start is delayed by up to so much, always the same for the same due time. */
  jitterSeconds: z.number().int('must be a whole number').min(0).max(DAY_SECONDS),
  /** When backups may begin: `mon-fri 22:00-05:00`, `22:00-05:00`, `2026-12-20T00:00/2027-01-07T00:00`. */
  windows: periodsSchema,
  /** When they may not, written alike. */
  blackouts: periodsSchema,
  /** What becomes of a due time outside: it waits for the next opening, or is none. */
  outsideWindow: z.enum(['wait', 'skip']),
  /** What becomes of due times while no dispatcher ran: one run for all of them, or none. */
  missed: z.enum(['run', 'skip']),
  /** Tasks that have not started so long after the job was made end as failed; the closing of the window does the same. */
  deadlineSeconds: z
    .number()
    .int('must be a whole number')
    .min(60, 'must be at least 60')
    .max(30 * DAY_SECONDS)
    .nullable(),
};

/** A schedule as an operator describes it. */
export const scheduleInputSchema = z.strictObject({
  name: scheduleNameSchema,
  cron: scheduleFields.cron.default(null),
  everySeconds: scheduleFields.everySeconds.default(null),
  timeZone: scheduleFields.timeZone.default('UTC'),
  selection: scheduleFields.selection,
  lane: scheduleFields.lane.default('bulk'),
  reason: scheduleFields.reason.default(''),
  jitterSeconds: scheduleFields.jitterSeconds.default(0),
  windows: scheduleFields.windows.default([]),
  blackouts: scheduleFields.blackouts.default([]),
  outsideWindow: scheduleFields.outsideWindow.default('wait'),
  missed: scheduleFields.missed.default('run'),
  deadlineSeconds: scheduleFields.deadlineSeconds.default(null),
  enabled: z.boolean().default(true),
});
export type ScheduleInput = z.output<typeof scheduleInputSchema>;

const plannedRunSchema = z.object({ dueAt: z.string(), startsAt: z.string() });

export const scheduleViewSchema = z.object({
  ...scheduleFields,
  name: z.string(),
  cron: z.string().nullable(),
  timeZone: z.string(),
  selection: selectionSchema,
  windows: z.array(z.string()),
  blackouts: z.array(z.string()),
  enabled: z.boolean(),
  /** The due time that runs next, and when; null while the schedule is disabled or has none. */
  nextDueAt: z.string().nullable(),
  startsAt: z.string().nullable(),
  lastDueAt: z.string().nullable(),
  /** The job of the last due time, and its status. */
  lastJob: z.string().nullable(),
  lastStatus: z.string().nullable(),
  /** Why it is not due any more although it is enabled. */
  problem: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ScheduleView = z.output<typeof scheduleViewSchema>;

export const scheduleDetailSchema = scheduleViewSchema.extend({
  /** The next runs. */
  upcoming: z.array(plannedRunSchema),
  /** Devices that its selection matches now. */
  devices: z.number(),
});
export type ScheduleDetail = z.output<typeof scheduleDetailSchema>;

export const scheduleConcernSchema = z.object({
  kind: z.enum(['selects-nothing', 'overdue', 'never-due', 'disabled-long']),
  /** How many schedules. */
  schedules: z.number(),
  /** The first of them by name. */
  names: z.array(z.string()),
});
export type ScheduleConcern = z.output<typeof scheduleConcernSchema>;

const named = z.strictObject({ name: scheduleNameSchema });

export const scheduleEndpoints = {
  'schedule.add': endpoint({
    description: 'Add a schedule; with `dryRun` only say when it would run',
    input: scheduleInputSchema.extend({ dryRun: z.boolean().default(false) }),
    output: scheduleDetailSchema,
  }),
  'schedule.set': endpoint({
    description: 'Change what is given of a schedule; it counts at once',
    /** `cron` replaces `everySeconds` and the other way round. */
    input: z.strictObject(scheduleFields).partial().extend({ name: scheduleNameSchema }),
    output: scheduleDetailSchema,
  }),
  'schedule.list': endpoint({
    description: 'Schedules by name, a page at a time',
    input: z.strictObject({
      after: z.string().default(''),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    output: z.object({ schedules: z.array(scheduleViewSchema), next: z.string().nullable() }),
  }),
  'schedule.show': endpoint({
    description: 'One schedule with its next runs and how many devices it matches',
    input: named.extend({ upcoming: z.number().int().min(0).max(100).default(5) }),
    output: scheduleDetailSchema,
  }),
  'schedule.remove': endpoint({
    description: 'Remove a schedule; its jobs stay',
    input: named,
    output: z.object({ removed: z.boolean() }),
  }),
  'schedule.enable': endpoint({
    description: 'Let a schedule run again, from its first due time after now',
    input: named,
    output: scheduleDetailSchema,
  }),
  'schedule.disable': endpoint({
    description: 'Keep a schedule and let it not run; a due time that waits is dropped',
    input: named,
    output: scheduleDetailSchema,
  }),
  'schedule.run': endpoint({
    description: 'Make a job of a schedule now, whatever its windows; its due times stay',
    input: named.extend({
      /** Id of the job; the same one again is the same job. */
      id: jobIdSchema.optional(),
      requestedBy: z.string().max(200).default(''),
    }),
    output: z.object({ job: z.string() }),
  }),
  'schedule.check': endpoint({
    description: 'Schedules that do not do what they are for',
    input: z.strictObject({}),
    output: z.object({ schedules: z.number(), concerns: z.array(scheduleConcernSchema) }),
  }),
} as const;
