import { z } from 'zod';
import { fenceSchema } from '../message/fence.ts';
import { deviceNameSchema } from '../message/names.ts';
import { contentSchema, recipientsDigestSchema } from '../message/snapshot.ts';
import { revisionSchema, versionViewSchema } from './config-endpoints.ts';
import { endpoint } from './endpoint.ts';

/** The one in the repository, or the newest one of a device that encrypts values anew at each read. */
const sealedPlaceSchema = z.enum(['repository', 'latest']);
export type SealedPlace = z.output<typeof sealedPlaceSchema>;

const resealIdSchema = z.string().regex(/^[a-z0-9]{8,32}$/, 'must be 8 to 32 of a-z and 0-9');

export const sealEndpoints = {
  'config.sealed': endpoint({
    description:
      'The sealed original of a version, in slices of its zstd form; only the operators can open it',
    input: z.strictObject({
      device: deviceNameSchema,
      at: revisionSchema.optional(),
      /** Without it the newer of both, for the newest version; older ones are in the repository alone. */
      from: sealedPlaceSchema.optional(),
      offset: z.number().int().nonnegative().default(0),
    }),
    output: z.object({
      version: versionViewSchema,
      /** Of the age file in the repository. */
      path: z.string(),
      from: sealedPlaceSchema,
      /** Fence of the capture it holds. */
      fence: z.string(),
      /** Names the file, so that slices of two are not mixed: a later one may belong to a newer capture. */
      file: z.string(),
      /** Base64 of the slice that starts at `offset`. */
      data: z.string(),
      /** Length of the whole zstd form in bytes. */
      total: z.number(),
    }),
  }),
  'seal.list': endpoint({
    description: 'Devices whose current originals are sealed to other recipients than these',
    input: z.strictObject({
      sealedTo: recipientsDigestSchema,
      limit: z.number().int().min(1).max(1000).default(1000),
      /** Only devices whose name comes after this one. */
      after: z.string().default(''),
    }),
    output: z.object({
      /** To whom the service seals now; null when it seals nothing. */
      configured: z.string().nullable(),
      /** Originals that are sealed to these recipients already. */
      done: z.number(),
      waiting: z.array(z.object({ device: z.string(), places: z.array(sealedPlaceSchema) })),
    }),
  }),
  'seal.chunk': endpoint({
    description: 'A part of a large content that `seal.replace` will name',
    input: z.strictObject({
      device: deviceNameSchema,
      id: resealIdSchema,
      index: z.number().int().min(0).max(999),
      data: z.base64(),
    }),
    output: z.object({}),
  }),
  'seal.replace': endpoint({
    description: 'Hands the git-writer the original of the newest version, sealed to other recipients',
    input: z.strictObject({
      device: deviceNameSchema,
      /** Made by the caller: doing it again with the same is harmless. */
      id: resealIdSchema,
      sealedTo: recipientsDigestSchema,
      /** SHA-256 of the redacted text it belongs to: refused when a newer version is stored. */
      hash: z.string(),
      content: contentSchema,
    }),
    output: z.object({}),
  }),
  'seal.replace-latest': endpoint({
    description: 'Replaces the newest sealed original by the same one, sealed to other recipients',
    input: z.strictObject({
      device: deviceNameSchema,
      sealedTo: recipientsDigestSchema,
      /** Of the capture it holds: refused when a newer one is there. */
      fence: fenceSchema,
      data: z.base64(),
    }),
    output: z.object({}),
  }),
} as const;
