import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LOGIN = { username: 'netops', password: 'bench-login', enable: 'bench-enable' };

/** Simulated devices in a process of their own. */
export interface ServedDevices extends AsyncDisposable {
  /** JSON, each as `ServedDevice`. */
  readonly file: string;
}

/** One of them, and how to log in to it. */
export interface ServedDevice {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly enable: string;
}

export async function serveDevices(count: number): Promise<ServedDevices> {
  const simulator = spawn(
    process.execPath,
    [
      fileURLToPath(import.meta.resolve('@netraven/simulator/main')),
      ...['--count', String(count), '--platforms', 'cisco_ios'],
      ...['--username', LOGIN.username, '--password', LOGIN.password, '--enable', LOGIN.enable],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface(simulator.stdout), 'line');
  const folder = await mkdtemp(join(tmpdir(), 'netraven-bench-'));
  const file = join(folder, 'devices.json');
  await writeFile(file, JSON.stringify(JSON.parse(line).devices));
  return {
    file,
    [Symbol.asyncDispose]: async () => {
      await rm(folder, { recursive: true });
      simulator.stdin.end('stop\n');
    },
  };
}
