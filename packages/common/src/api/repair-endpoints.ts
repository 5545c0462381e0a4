import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const repairEndpoints = {
  'queue.repair': endpoint({
    description: 'Makes streams and consumers of the hub anew that are gone, or would deliver nothing more',
    input: z.strictObject({}),
    output: z.object({
      /** What was gone: `STREAM` or `STREAM/consumer`. */
      made: z.array(z.string()),
      /** Consumers that a crashed server had left behind their queue. */
      revived: z.array(z.string()),
    }),
  }),
  'index.rebuild': endpoint({
    description:
      'Has the git-writer record anew what the repository holds, and forget what it does not; accepts a repository that lost commits',
    input: z.strictObject({}),
    output: z.object({
      /** The newest commit that was recorded; null when there was none. */
      recorded: z.string().nullable(),
    }),
  }),
} as const;
