import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, openClient } from '@netraven/client';
import { z } from 'zod';
import { enrolDevices } from '../../test/helpers/enrol-devices.ts';
import { startInstance, type TestInstance } from '../../test/helpers/start-instance.ts';

const endpointSchema = z.object({
  domain: z.string(),
  nats: z.object({ url: z.string(), user: z.string(), password: z.string() }),
});

/** A whole `netraven up` whose executors open no sessions; everything else is as it is. */
export interface NullInstance extends AsyncDisposable {
  readonly instance: TestInstance;
  readonly client: Client;
  readonly names: readonly string[];
}

export async function startNullInstance(size: {
  readonly devices: number;
  readonly executors: number;
  readonly sessionMs: number;
}): Promise<NullInstance> {
  const { NODE_OPTIONS = '' } = process.env;
  process.env.NODE_OPTIONS =
    `${NODE_OPTIONS} --import ${new URL('./preload.ts', import.meta.url).href}`.trim();
  process.env.BENCH_SESSION_MS = String(size.sessionMs);
  const instance = await startInstance(['--executors', String(size.executors)]);
  process.env.NODE_OPTIONS = NODE_OPTIONS;
  const names = Array.from({ length: size.devices }, (_, index) => `null-${String(index).padStart(5, '0')}`);
  const devices = names.map((name, index) => {
    return { name, host: '192.0.2.1', port: index + 1, platform: 'cisco_ios' };
  });
  await enrolDevices(instance, devices, { username: 'bench', password: 'bench-login', enable: 'bench' });
  const endpoint = endpointSchema.parse(
    JSON.parse(await readFile(join(instance.dir, 'endpoint.json'), 'utf8')),
  );
  const client = await openClient({ nats: endpoint.nats, domain: endpoint.domain });
  return {
    instance,
    client,
    names,
    [Symbol.asyncDispose]: async () => {
      await client[Symbol.asyncDispose]();
      await instance[Symbol.asyncDispose]();
    },
  };
}
