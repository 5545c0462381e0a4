import {
  changeClassSchema,
  deviceNameSchema,
  fenceSchema,
  jobIdSchema,
  recipientsDigestSchema,
} from '@netraven/common/message';
import { z } from 'zod';
import { type CommitFacts, parseTrailers } from './commit-message.ts';

const factsSchema = z.object({
  'Job-Id': jobIdSchema,
  'Task-Id': z.string().min(1),
  Device: deviceNameSchema,
  'Device-Id': z.coerce.number().int().positive(),
  Site: z.string().min(1),
  Platform: z.string(),
  'Captured-At': z.iso.datetime(),
  'Capture-Id': z.string().min(1),
  Fence: fenceSchema,
  Change: z.union([changeClassSchema, z.literal('resealed')]),
  'Sealed-To': recipientsDigestSchema.optional(),
});

/** What a commit message says about its capture; undefined when netraven did not write it. */
export function parseCommitFacts(message: string): CommitFacts | undefined {
  const parsed = factsSchema.safeParse(Object.fromEntries(parseTrailers(message)));
  if (!parsed.success) return undefined;
  const facts = parsed.data;
  return {
    jobId: facts['Job-Id'],
    taskId: facts['Task-Id'],
    deviceName: facts.Device,
    deviceId: facts['Device-Id'],
    site: facts.Site,
    platform: facts.Platform,
    capturedAt: facts['Captured-At'],
    capture: facts['Capture-Id'],
    fence: facts.Fence,
    change: facts.Change,
    sealedTo: facts['Sealed-To'] ?? null,
  };
}
