import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const logEndpoints = {
  'log.list': endpoint({
    description: 'Job log in order of time, after a given line',
    input: z.strictObject({
      device: z.string().optional(),
      job: z.string().optional(),
      /** Id of the last line already seen; 0 with `newest` for the last lines. */
      after: z.number().int().nonnegative().default(0),
      /** Take the last `limit` lines instead of the first after `after`. */
      newest: z.boolean().default(true),
      limit: z.number().int().min(1).max(5000).default(200),
    }),
    output: z.object({
      lines: z.array(
        z.object({
          id: z.number(),
          at: z.string(),
          level: z.string(),
          job: z.string(),
          device: z.string().nullable(),
          message: z.string(),
        }),
      ),
    }),
  }),
  'log.connection': endpoint({
    description: 'Redacted transcripts of sessions, newest first',
    input: z.strictObject({
      device: z.string().optional(),
      job: z.string().optional(),
      limit: z.number().int().min(1).max(50).default(1),
    }),
    output: z.object({
      sessions: z.array(
        z.object({
          job: z.string(),
          device: z.string(),
          attempt: z.number(),
          at: z.string(),
          text: z.string(),
        }),
      ),
    }),
  }),
  status: endpoint({
    description: 'What doctor needs: versions, database, migrations, counts',
    input: z.strictObject({}),
    output: z.object({
      version: z.string(),
      databaseVersion: z.string(),
      pendingMigrations: z.number(),
      writerHead: z.string().nullable(),
      now: z.string(),
      counts: z.object({
        devices: z.number(),
        openJobs: z.number(),
        openTasks: z.number(),
        versions: z.number(),
        quarantined: z.number(),
      }),
      /** Devices that are not backed up as they should be. */
      concerns: z.object({
        /** Last outcome `failed`. */
        failed: z.number(),
        /** Without any stored configuration. */
        neverBackedUp: z.number(),
        withoutCredential: z.object({ devices: z.number(), example: z.string().nullable() }),
        unknownPlatform: z.object({ devices: z.number(), platforms: z.array(z.string()) }),
      }),
      sitesWithoutKey: z.array(z.string()),
      recipients: z.number(),
      /** How the dispatcher reaches PostgreSQL; `clear` goes beyond its own machine without TLS. */
      databaseTransport: z.enum(['local', 'tls', 'clear']),
    }),
  }),
} as const;
