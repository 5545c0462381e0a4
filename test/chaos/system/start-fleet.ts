import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ChangeKind, ChaosKind } from '@netraven/simulator';
import { z } from 'zod';

const PROGRAM = fileURLToPath(new URL('../../../packages/simulator/src/main.ts', import.meta.url));

const devicesSchema = z.object({
  devices: z.array(z.object({ name: z.string(), host: z.string(), port: z.number(), platform: z.string() })),
});
const replySchema = z.looseObject({ error: z.string().optional() });

export type FleetDevice = z.output<typeof devicesSchema>['devices'][number];

/** How every device of the fleet is logged in to. */
export const fleetLogin = { username: 'netops', password: 'chaos-login-71', enable: 'chaos-enable-93' };

/** Simulated devices in a process of their own, with its session log. */
export interface Fleet extends AsyncDisposable {
  readonly devices: readonly FleetDevice[];
  readonly sessionLog: string;
  /** Changes one place of a device's configuration. */
  change(device: string, kind: ChangeKind): Promise<void>;
  /** Lets a device fail its next sessions. */
  disturb(device: string, kind: ChaosKind, sessions: number): Promise<void>;
  /** What a correct collector gets from the device now, with secrets and volatile lines. */
  expected(device: string): Promise<string>;
  /** Every secret value the device has shown so far. */
  secrets(device: string): Promise<string[]>;
  /** Logins so far. */
  logins(): Promise<number>;
}

/**
 * Starts `count` devices of every platform in turn. Each answers a command after `answerMs`, so that a session lasts
 * long enough to be hit.
 */
export async function startFleet(
  folder: string,
  { count, seed, answerMs }: { count: number; seed: string; answerMs: number },
): Promise<Fleet> {
  const sessionLog = join(folder, 'sessions.jsonl');
  const flags: Record<string, string> = { ...fleetLogin, count: String(count), seed, size: '0.1' };
  const args = Object.entries({ ...flags, 'answer-ms': String(answerMs), 'session-log': sessionLog });
  const child = spawn(process.execPath, [PROGRAM, ...args.flatMap(([name, value]) => [`--${name}`, value])], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  // Replies come in the order of the requests, so many may be on their way.
  const waiting: PromiseWithResolvers<string>[] = [];
  const readLine = () => {
    const line = Promise.withResolvers<string>();
    waiting.push(line);
    return line.promise;
  };
  const first = readLine();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => waiting.shift()?.resolve(line));
  lines.once('close', () => {
    for (const line of waiting.splice(0)) line.reject(new Error('the simulator ended'));
  });
  const { devices } = devicesSchema.parse(JSON.parse(await first));
  const ask = async <T extends z.ZodType>(line: string, schema: T): Promise<z.output<T>> => {
    const answered = readLine();
    child.stdin.write(`${line}\n`);
    const reply = replySchema.parse(JSON.parse(await answered));
    if (reply.error !== undefined) throw new Error(`simulator: ${line}: ${reply.error}`);
    return schema.parse(reply);
  };
  const secretsSchema = z.object({ secrets: z.array(z.object({ value: z.string() })) });
  return {
    devices,
    sessionLog,
    change: async (device, kind) => void (await ask(`change ${device} ${kind}`, z.unknown())),
    disturb: async (device, kind, sessions) =>
      void (await ask(`chaos ${device} ${kind} ${sessions}`, z.unknown())),
    expected: async (device) => (await ask(`expected ${device}`, z.object({ text: z.string() }))).text,
    secrets: async (device) =>
      (await ask(`secrets ${device}`, secretsSchema)).secrets.map(({ value }) => value),
    logins: async () => (await ask('stats', z.object({ authenticated: z.number() }))).authenticated,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
