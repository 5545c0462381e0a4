import { z } from 'zod';
import { chaosKinds } from './device/chaos.ts';
import { algorithmSets, authMethods, chunkings } from './device/device-plan.ts';
import { families } from './platform/index.ts';

const platformSchema = z.string().refine((name) => name in families, {
  error: (issue) => `no platform "${issue.input}": the simulator has ${Object.keys(families).join(', ')}`,
});
const portSchema = z.number().int().min(0).max(65_535);

/** What may be said for all devices together and for each. */
const deviceSettings = {
  username: z.string().min(1).optional(),
  password: z.string().optional(),
  /** Null: no password; the platform's `enable`, where it has one, lets everybody through. */
  enable: z.string().nullable().optional(),
  /** True: the account lands with full privilege. */
  isPrivileged: z.boolean().optional(),
  auth: z.array(z.enum(authMethods)).min(1).readonly().optional(),
  /** True: every method of `auth` must succeed; false (default): one is enough. */
  authNeedsAll: z.boolean().optional(),
  interactivePrompts: z.union([z.literal(1), z.literal(2)]).optional(),
  authorizedKeys: z.array(z.string()).readonly().optional(),
  algorithms: z.enum(algorithmSets).optional(),
  maxSessions: z.number().int().positive().optional(),
  chunking: z.enum(chunkings).optional(),
  chaos: z.array(z.enum(chaosKinds)).readonly().optional(),
  /** 0 (about 5 KB of configuration) to 1 (about 60 KB); by seed when absent. */
  size: z.number().min(0).max(1).optional(),
  driftsAtRead: z.boolean().optional(),
  answerMs: z.number().int().nonnegative().optional(),
  slowMs: z.number().int().positive().optional(),
  hugeBytes: z.number().int().positive().optional(),
  authSlowMs: z.number().int().positive().optional(),
};

const deviceOptionsSchema = z.strictObject({
  ...deviceSettings,
  platform: platformSchema,
  name: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,63}$/)
    .optional(),
  host: z.string().optional(),
  port: portSchema.optional(),
});
/** One device, spelled out; what is absent comes from the simulator's options, then from the defaults. */
export type DeviceOptions = z.input<typeof deviceOptionsSchema>;

const transcriptOptionsSchema = z.strictObject({
  ...deviceSettings,
  /** A transcript file, see `docs/transcripts.md`. */
  file: z.string(),
  name: z.string().optional(),
  host: z.string().optional(),
  port: portSchema.optional(),
});
export type TranscriptOptions = z.input<typeof transcriptOptionsSchema>;

export const simulatorOptionsSchema = z.strictObject({
  ...deviceSettings,
  /** Generated devices, of the platforms in turn. */
  count: z.number().int().min(0).max(100_000).default(0),
  platforms: z.array(platformSchema).min(1).default(Object.keys(families)),
  /** Names, configurations and secrets follow from it. */
  seed: z.string().default('1'),
  devices: z.array(deviceOptionsSchema).default([]),
  transcripts: z.array(transcriptOptionsSchema).default([]),
  host: z.string().default('127.0.0.1'),
  /** First port, counted up from device to device; 0 lets the operating system choose each. */
  basePort: portSchema.default(0),
  /** `each`: every device has its own address 127.x.y.z and the port `basePort`, where the system allows it. */
  addresses: z.enum(['shared', 'each']).default('shared'),
  /** Share of the generated devices on which the chaos falls; the others are well. */
  chaosShare: z.number().min(0).max(1).default(1),
  sessionLog: z.string().optional(),
  /** Keeps host keys from start to start. */
  keysFolder: z.string().optional(),
  /** What the devices' clocks show at the start; fixed by default, so that texts repeat. */
  startedAt: z.coerce.date().default(new Date('2026-03-02T06:00:00Z')),
});
export type SimulatorOptions = z.input<typeof simulatorOptionsSchema>;
export type SimulatorSettings = z.output<typeof simulatorOptionsSchema>;
