import { readKeyFile } from '@netraven/common/config';
import { parseMessage } from '@netraven/common/message';
import { z } from 'zod';
import { fileExists } from './file-exists.ts';

/** What `up` leaves for clients while it runs. */
export const endpointSchema = z.object({
  v: z.literal(1),
  /** Process of `up`. */
  pid: z.number().int().positive(),
  startedAt: z.iso.datetime(),
  nats: z.object({
    url: z.string(),
    user: z.string().optional(),
    password: z.string().optional(),
    token: z.string().optional(),
    credsFile: z.string().optional(),
    inboxPrefix: z.string().optional(),
    tls: z
      .object({
        caFile: z.string().optional(),
        certFile: z.string().optional(),
        keyFile: z.string().optional(),
      })
      .optional(),
  }),
  /** JetStream domain; empty without one. */
  domain: z.string(),
  /** For psql and other readers of the tables. */
  database: z.string(),
  /** The bare git repository. */
  repository: z.string(),
  /** The site of this machine's executors. */
  site: z.string(),
  /** JSON lines of each role. */
  log: z.string(),
});
export type Endpoint = z.output<typeof endpointSchema>;

/**
 * Reads `endpoint.json`.
 * @returns undefined where there is none
 * @throws NETRAVEN_CONFIG_PERMISSIONS when others may read it, NETRAVEN_MESSAGE_INVALID when it is not one
 */
export async function readEndpoint(file: string): Promise<Endpoint | undefined> {
  if (!(await fileExists(file))) return undefined;
  const text = await readKeyFile('endpoint', file);
  return parseMessage(file, endpointSchema, text.reveal());
}
