import { z } from 'zod';
import { fenceSchema } from './fence.ts';
import { deviceIdSchema, deviceNameSchema, jobIdSchema, siteNameSchema } from './names.ts';
import { changeClassSchema } from './outcome.ts';

/** A set of recipients, as `recipientsDigest` names it. */
export const recipientsDigestSchema = z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits');

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');

/**
 * The body of a snapshot: in the message itself, or in numbered messages of `NETRAVEN_CHUNKS` when the compressed
 * body exceeds `CHUNK_BYTES`. See `snapshot-content.ts` for what is inside.
 */
export const contentSchema = z.discriminatedUnion('kind', [
  /** Base64; what is inside is checked by its hash. */
  z.object({ kind: z.literal('inline'), data: z.string() }),
  z.object({
    kind: z.literal('chunks'),
    count: z.number().int().min(1).max(1000),
    bytes: z.number().int().positive(),
    sha256: sha256Schema,
  }),
]);

/** The redacted configuration of one device at one instant, on its way to the git-writer. */
export const snapshotSchema = z.object({
  v: z.literal(1),
  capture: z.string(),
  task: z.string(),
  job: jobIdSchema,
  site: siteNameSchema,
  device: z.object({
    id: deviceIdSchema,
    name: deviceNameSchema,
    path: z.string(),
    epoch: z.number().int().positive(),
  }),
  platform: z.string(),
  fence: fenceSchema,
  capturedAt: z.iso.datetime(),
  /** SHA-256 of the redacted text. */
  hash: sha256Schema,
  bytes: z.number().int().nonnegative(),
  lines: z.number().int().nonnegative(),
  change: changeClassSchema,
  /** Against the site's head; `base` is the hash of that text, null without one. */
  diff: z.object({
    base: sha256Schema.nullable(),
    added: z.number().int().nonnegative(),
    removed: z.number().int().nonnegative(),
  }),
  content: contentSchema,
  /** To whom its sealed original is sealed; null without one. */
  sealedTo: recipientsDigestSchema.nullable().default(null),
  /**
   * No new capture: the text is what is in git, its original is sealed to other recipients. Fence and job are those of
   * what is in git; nothing but the sealed file may change.
   */
  reseal: z.boolean().default(false),
  traceparent: z.string().nullable(),
});
export type Snapshot = z.output<typeof snapshotSchema>;
