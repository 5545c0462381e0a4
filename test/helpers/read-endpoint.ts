import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NatsOptions } from '@netraven/common/jetstream';
import { z } from 'zod';

const schema = z.looseObject({
  url: z.string(),
  user: z.string().optional(),
  password: z.string().optional(),
});

/** How an instance's NATS is reached, from the `endpoint.json` that `netraven up` writes. */
export async function readEndpoint(dir: string): Promise<NatsOptions> {
  const endpoint = z
    .looseObject({ nats: schema })
    .parse(JSON.parse(await readFile(join(dir, 'endpoint.json'), 'utf8')));
  return endpoint.nats;
}
