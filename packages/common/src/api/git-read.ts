import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** The NATS micro service of the git-writer. */
export const GIT_SERVICE = 'netraven-git-writer';

/** One file at one commit. */
export const gitFileSchema = z.strictObject({
  commit: z.string().regex(/^[0-9a-f]{40}$/, 'must be a commit of 40 hex digits'),
  path: z.string().min(1, 'must not be empty').max(1024),
});
export type GitFile = z.output<typeof gitFileSchema>;

/**
 * Reads from the repository, served by whoever owns it: `netraven.git.<name>`. An active git-writer and its standbys
 * share one queue group.
 */
export const gitEndpoints = {
  show: endpoint({
    description: 'A file at a commit, in slices of its zstd form',
    input: gitFileSchema.extend({ offset: z.number().int().nonnegative().default(0) }),
    output: z.object({
      /** Id of the blob. */
      blob: z.string(),
      /** Length of the file in bytes. */
      bytes: z.number(),
      /** Base64 of the slice that starts at `offset`; at most half a megabyte of it. */
      data: z.string(),
      /** Length of the whole zstd form in bytes. */
      total: z.number(),
    }),
  }),
  diff: endpoint({
    description: 'Unified diff between two files of the repository; without `from`, of a new file',
    input: z.strictObject({ from: gitFileSchema.nullable(), to: gitFileSchema }),
    output: z.object({
      /** At most half a megabyte, cut at a line end. */
      diff: z.string(),
      truncated: z.boolean(),
      added: z.number(),
      removed: z.number(),
    }),
  }),
} as const;

export type GitEndpointName = keyof typeof gitEndpoints;

export function gitSubject(name: GitEndpointName): string {
  return `netraven.git.${name}`;
}
