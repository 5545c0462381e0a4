import { z } from 'zod';
import { deviceNameSchema } from '../message/names.ts';
import { endpoint } from './endpoint.ts';

export const quarantineStates = ['open', 'accepted', 'dropped'] as const;

/** A capture that was not accepted, without its text. */
export const quarantineViewSchema = z.object({
  /** Short name of the capture in this inventory. */
  id: z.number(),
  capture: z.string(),
  device: z.string(),
  state: z.enum(quarantineStates),
  job: z.string(),
  code: z.string(),
  message: z.string(),
  capturedAt: z.string(),
  /** Of the redacted text. */
  bytes: z.number(),
  decidedAt: z.string().nullable(),
});
export type QuarantineView = z.output<typeof quarantineViewSchema>;

/** A capture by its id, or by the short number the list shows. */
const captureSchema = z.strictObject({
  capture: z.string().regex(/^[A-Za-z0-9.-]{1,200}$/, 'must be a capture or its number in the list'),
});

export const quarantineEndpoints = {
  'quarantine.list': endpoint({
    description: 'Captures that were not accepted, newest first, a page at a time',
    input: z.strictObject({
      device: deviceNameSchema.optional(),
      state: z.enum([...quarantineStates, 'any']).default('open'),
      limit: z.number().int().min(1).max(1000).default(200),
      /** Only those with a lower id. */
      before: z.number().int().positive().optional(),
    }),
    output: z.object({ captures: z.array(quarantineViewSchema), next: z.number().nullable() }),
  }),
  'quarantine.show': endpoint({
    description: 'The redacted text of a capture that was not accepted',
    input: captureSchema,
    output: quarantineViewSchema.extend({
      /** Base64 of its zstd form; empty when it was too large to keep. */
      data: z.string(),
    }),
  }),
  'quarantine.accept': endpoint({
    description: 'Take a capture for the configuration of its device after all',
    input: captureSchema,
    output: z.object({ capture: z.string(), device: z.string() }),
  }),
  'quarantine.drop': endpoint({
    description: 'Refuse a capture for good; the last good configuration stays',
    input: captureSchema,
    output: z.object({ capture: z.string(), device: z.string() }),
  }),
} as const;
