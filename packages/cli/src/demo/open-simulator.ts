import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NetravenError, pause, SECOND, waitAtMost } from '@netraven/common';
import { parseMessage } from '@netraven/common/message';
import { z } from 'zod';

const START_LIMIT_MS = 60 * SECOND;
const REPLY_LIMIT_MS = 10 * SECOND;
const STOP_LIMIT_MS = 5 * SECOND;

const devicesSchema = z.object({
  devices: z.array(
    z.object({
      name: z.string(),
      host: z.string(),
      port: z.number(),
      platform: z.string(),
      username: z.string(),
      password: z.string(),
      enable: z.string().nullable(),
    }),
  ),
});
const secretsSchema = z.object({ secrets: z.array(z.object({ value: z.string() })) });

export type SimulatedDevice = z.output<typeof devicesSchema>['devices'][number];

/** Simulated devices over real SSH, in a process of their own that ends with this one. */
export interface DemoSimulator extends AsyncDisposable {
  readonly devices: readonly SimulatedDevice[];
  /** Changes the configuration of a device as an operator would. */
  change(device: string, kind: 'description' | 'secret'): Promise<void>;
  /** The secrets in the configuration of a device. */
  secrets(device: string): Promise<readonly string[]>;
}

/** @param args of the simulator program */
export async function openSimulator(args: readonly string[]): Promise<DemoSimulator> {
  const program = fileURLToPath(import.meta.resolve('@netraven/simulator/main'));
  const child = spawn(process.execPath, [program, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (limitMs: number): Promise<string> => {
    const limit = new AbortController();
    const line = lines.next().then(({ value, done }) => (done ? undefined : String(value)));
    const read = await Promise.race([line, pause(limitMs, limit.signal).then(() => undefined)]);
    limit.abort();
    if (read === undefined) throw new NetravenError('NETRAVEN_INTERNAL', 'the simulator does not answer');
    return read;
  };
  const ask = (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`);
    return nextLine(REPLY_LIMIT_MS);
  };
  const stop = async () => {
    child.stdin.end();
    await waitAtMost(STOP_LIMIT_MS, exited);
    child.kill('SIGKILL');
  };
  try {
    const first = await nextLine(START_LIMIT_MS);
    return {
      devices: parseMessage('devices of the simulator', devicesSchema, first).devices,
      change: async (device, kind) => void (await ask(`change ${device} ${kind}`)),
      secrets: async (device) =>
        parseMessage('secrets of the simulator', secretsSchema, await ask(`secrets ${device}`)).secrets.map(
          ({ value }) => value,
        ),
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
