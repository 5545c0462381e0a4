import { z } from 'zod';
import { selectionSchema } from '../message/job-request.ts';
import { deviceNameSchema, hostSchema, portSchema, siteNameSchema, tagSchema } from '../message/names.ts';
import { outcomes } from '../message/outcome.ts';
import { factsSchema } from '../message/result.ts';
import { hostKeyPolicies, limitsSchema, taskSchema } from '../message/task.ts';
import { endpoint } from './endpoint.ts';
import { circuitSchema } from './site-requests.ts';

/** A device as an operator describes it. */
export const deviceInputSchema = z.strictObject({
  name: deviceNameSchema,
  host: hostSchema,
  port: portSchema.default(22),
  platform: z.string().min(1, 'must not be empty').max(64),
  site: siteNameSchema.default('default'),
  tags: z.array(tagSchema).default([]),
  algorithms: z.enum(['modern', 'legacy']).default('modern'),
  hostKeyPolicy: z.enum(hostKeyPolicies).optional(),
  limits: limitsSchema.partial().default({}),
  /** Jump hosts in order of travel, by device name. */
  jumps: z.array(deviceNameSchema).max(2).default([]),
});
export type DeviceInput = z.output<typeof deviceInputSchema>;

export const deviceViewSchema = z.object({
  name: z.string(),
  host: z.string(),
  port: z.number(),
  platform: z.string(),
  site: z.string(),
  tags: z.array(z.string()),
  path: z.string(),
  lastOutcome: z.string().nullable(),
  lastOutcomeAt: z.string().nullable(),
  lastErrorCode: z.string().nullable(),
  /** Null while it is closed, and where no executor of the site answers. */
  circuit: circuitSchema.omit({ device: true }).nullable().default(null),
});
export type DeviceView = z.output<typeof deviceViewSchema>;

export const deviceDetailSchema = deviceViewSchema.extend({
  algorithms: z.string(),
  hostKeyPolicy: z.string(),
  hostKeys: z.array(z.object({ type: z.string(), fingerprint: z.string(), pinnedAt: z.string() })),
  jumps: z.array(z.string()),
  limits: z.record(z.string(), z.number()),
  facts: factsSchema.nullable(),
  /** Names of the credentials that would be tried, in order. */
  credentials: z.array(z.string()),
  versions: z.number(),
  lastCommit: z.string().nullable(),
  lastCapturedAt: z.string().nullable(),
});
export type DeviceDetail = z.output<typeof deviceDetailSchema>;

/** A device as a task describes it. */
export const deviceSessionSchema = taskSchema.pick({
  site: true,
  device: true,
  credentials: true,
  jumps: true,
  hostKey: true,
  algorithms: true,
  limits: true,
});
export type DeviceSession = z.output<typeof deviceSessionSchema>;

export const rowErrorSchema = z.object({
  /** 1 for the first data row. */
  row: z.number(),
  name: z.string(),
  reason: z.string(),
});

export const deviceEndpoints = {
  'device.import': endpoint({
    description: 'Add or update devices; all rows or none',
    /** At most 5,000 rows a call; a caller with more checks all with `dryRun` first. */
    input: z.strictObject({
      devices: z.array(z.unknown()).max(5000),
      dryRun: z.boolean().default(false),
      /** False refuses names that exist, as `device add` does. */
      update: z.boolean().default(true),
    }),
    output: z.object({
      added: z.number(),
      updated: z.number(),
      unchanged: z.number(),
      errors: z.array(rowErrorSchema),
      warnings: z.array(rowErrorSchema),
    }),
  }),
  'device.list': endpoint({
    description: 'Devices by name, a page at a time',
    input: selectionSchema.extend({
      /** Only devices with one of these last outcomes; `never` are those without any. */
      outcomes: z.array(z.enum([...outcomes, 'never'])).default([]),
      after: z.string().default(''),
      limit: z.number().int().min(1).max(5000).default(1000),
    }),
    output: z.object({ devices: z.array(deviceViewSchema), next: z.string().nullable(), total: z.number() }),
  }),
  'device.show': endpoint({
    description: 'One device with facts, keys, credentials and last outcome',
    input: z.strictObject({ name: deviceNameSchema }),
    output: deviceDetailSchema,
  }),
  'device.session': endpoint({
    description:
      'What an executor needs for a session with a device; secrets only as they are sealed to its site',
    input: z.strictObject({ name: deviceNameSchema }),
    output: deviceSessionSchema,
  }),
  'device.remove': endpoint({
    description: 'Remove devices; their history stays',
    input: z.strictObject({ names: z.array(deviceNameSchema).min(1).max(5000) }),
    output: z.object({ removed: z.number() }),
  }),
  'device.select': endpoint({
    description: 'What a selection matches, without starting anything',
    input: selectionSchema,
    output: z.object({
      count: z.number(),
      unknownDevices: z.array(z.string()),
      unknownSites: z.array(z.string()),
    }),
  }),
  'device.reset': endpoint({
    description: 'Close the circuit of a device, so that its next task is tried',
    input: z.strictObject({ name: deviceNameSchema }),
    output: z.object({ wasOpen: z.boolean(), failures: z.number() }),
  }),
  'device.forget-host-key': endpoint({
    description: 'Unpin the host keys of a device, after it was replaced on purpose',
    input: z.strictObject({ name: deviceNameSchema }),
    output: z.object({ removed: z.number() }),
  }),
} as const;
