import { z } from 'zod';
import { deviceNameSchema } from '../message/names.ts';
import { endpoint } from './endpoint.ts';

/** A commit (7 to 40 hex digits), `~N` for N versions before the newest, or an instant (the version then current). */
export const revisionSchema = z
  .string()
  .regex(
    /^[0-9a-f]{7,40}$|^~\d{1,6}$|^\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/,
    'must be a commit, ~N or a date',
  );

export const versionViewSchema = z.object({
  commit: z.string(),
  capturedAt: z.string(),
  committedAt: z.string(),
  added: z.number(),
  removed: z.number(),
  change: z.string(),
  job: z.string(),
  bytes: z.number(),
  lines: z.number(),
});
export type VersionView = z.output<typeof versionViewSchema>;

export const configEndpoints = {
  'config.show': endpoint({
    description: 'The stored text of a device, in slices of its zstd form',
    input: z.strictObject({
      device: deviceNameSchema,
      at: revisionSchema.optional(),
      offset: z.number().int().nonnegative().default(0),
    }),
    output: z.object({
      version: versionViewSchema,
      path: z.string(),
      /** Base64 of the slice that starts at `offset`. */
      data: z.string(),
      /** Length of the whole zstd form in bytes. */
      total: z.number(),
    }),
  }),
  'config.diff': endpoint({
    description: 'Unified diff between two versions; without any, of the newest against the one before',
    input: z.strictObject({
      device: deviceNameSchema,
      from: revisionSchema.optional(),
      to: revisionSchema.optional(),
    }),
    output: z.object({
      from: versionViewSchema.nullable(),
      to: versionViewSchema,
      diff: z.string(),
      truncated: z.boolean(),
    }),
  }),
  'config.history': endpoint({
    description: 'Versions of a device, newest first',
    input: z.strictObject({
      device: deviceNameSchema,
      limit: z.number().int().min(1).max(1000).default(50),
      before: z.string().optional(),
    }),
    output: z.object({ versions: z.array(versionViewSchema), next: z.string().nullable() }),
  }),
  'config.search': endpoint({
    description: 'Lines of current configurations that match',
    input: z.strictObject({
      pattern: z.string().min(1, 'must not be empty').max(500),
      /** False: the pattern is plain text. */
      regex: z.boolean().default(false),
      ignoreCase: z.boolean().default(false),
      limit: z.number().int().min(1).max(5000).default(500),
    }),
    output: z.object({
      matches: z.array(z.object({ device: z.string(), line: z.number(), text: z.string() })),
      truncated: z.boolean(),
    }),
  }),
} as const;
