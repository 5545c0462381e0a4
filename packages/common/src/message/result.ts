import { z } from 'zod';
import { fenceSchema } from './fence.ts';
import { deviceIdSchema, deviceNameSchema, jobIdSchema, siteNameSchema } from './names.ts';
import { errorRecordSchema, outcomeSchema } from './outcome.ts';
import { recipientsDigestSchema } from './snapshot.ts';

/** A line of the job log: what happened to one device, in words an operator reads. */
export const jobLogLineSchema = z.object({
  at: z.iso.datetime(),
  level: z.enum(['debug', 'info', 'warn', 'error']),
  message: z.string().max(2000),
});
export type JobLogLine = z.output<typeof jobLogLineSchema>;

/** Lines of weak secrets that are named. */
export const MAX_WEAK_LINES = 20;

export const factsSchema = z.object({
  version: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  hostname: z.string().nullable(),
  uptime: z.string().nullable(),
  /** Secrets that are short or common words, and the first of their lines in the redacted text; never a value. */
  weakSecrets: z
    .object({ count: z.number().int(), lines: z.array(z.number().int()).max(MAX_WEAK_LINES) })
    .optional(),
});
export type Facts = z.output<typeof factsSchema>;

/** A capture that was not accepted: the last good one stays, an operator decides. */
export const quarantinedCaptureSchema = z.object({
  reason: errorRecordSchema,
  capturedAt: z.iso.datetime(),
  hash: z.string(),
  bytes: z.number().int(),
  /** zstd, base64. */
  text: z.string(),
  sealed: z.string().nullable(),
  /** To whom it is sealed (`recipientsDigest`). */
  sealedTo: recipientsDigestSchema.nullable().default(null),
});

/**
 * What one attempt of a task came to. `captured` is not an outcome: the git-writer makes it `changed`, `unchanged`
 * or `superseded`. `retry` is an attempt that failed and will run again; only its logs are recorded.
 */
export const resultSchema = z.object({
  v: z.literal(1),
  task: z.string(),
  job: jobIdSchema,
  site: siteNameSchema,
  device: z.object({ id: deviceIdSchema, name: deviceNameSchema }),
  attempt: z.number().int().min(0).max(1_000_000),
  fence: fenceSchema.nullable(),
  capture: z.string().nullable(),
  outcome: z.union([outcomeSchema, z.literal('captured'), z.literal('retry')]),
  error: errorRecordSchema.nullable(),
  executor: z.string(),
  credential: z.string().nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** Of the session alone, in milliseconds; null when none was opened. */
  sessionMs: z
    .number()
    .min(0)
    .max(2 ** 31 - 1)
    .nullable(),
  log: z.array(jobLogLineSchema).max(1000),
  /** Redacted transcript of the session; null when none was opened. */
  connectionLog: z.string().nullable(),
  facts: factsSchema.nullable(),
  /** `SHA256:…` fingerprint and type of the host key the device showed. */
  hostKey: z.object({ type: z.string(), fingerprint: z.string() }).nullable(),
  /** The same of each jump host on the way, by its device id. */
  jumpHostKeys: z
    .array(z.object({ device: z.number().int().positive(), type: z.string(), fingerprint: z.string() }))
    .max(2)
    .default([]),
  quarantine: quarantinedCaptureSchema.nullable(),
  /** Sealed full text where the configuration holds values the device re-encrypts at each read; age, base64. */
  latestSealed: z.string().nullable(),
  /** To whom it is sealed (`recipientsDigest`). */
  latestSealedTo: z.string().nullable().default(null),
});
export type Result = z.output<typeof resultSchema>;
