import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serveDevices } from './floor/serve-devices.ts';

/**
 * Memory of a session that is open, with many open at once in one process, against a bare ssh2 script that holds as
 * many. Argument: number of devices, all of them open at once.
 */
const DEVICES = Number(process.argv[2] ?? 1000);
const ROUNDS = 2;

interface Held {
  readonly open: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
}

await using served = await serveDevices(DEVICES);

const floors: Held[] = [];
const sessions: Held[] = [];
for (let round = 0; round < ROUNDS; round++) {
  floors.push(await hold('./floor/hold-bare-ssh2.ts'));
  sessions.push(await hold('./floor/hold-netraven.ts'));
}
const least = (all: Held[], key: 'residentBytes' | 'heapBytes') => Math.min(...all.map((held) => held[key]));
for (const [title, all] of [
  ['bare ssh2 script', floors],
  ['session of the executor', sessions],
] as const) {
  const columns = (['residentBytes', 'heapBytes'] as const).map((key) => {
    const ratio = (least(all, key) / least(floors, key)).toFixed(2);
    return `${(least(all, key) / 1024).toFixed(0).padStart(5)} KiB ${key.replace('Bytes', '').padEnd(8)} ${ratio}`;
  });
  console.log(`${title.padEnd(24)} ${DEVICES} open at once   ${columns.join('   ')}`);
}

async function hold(script: string): Promise<Held> {
  const program = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', program, served.file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [result] = await once(createInterface(child.stdout), 'line');
  const held: Held = JSON.parse(result);
  if (held.open !== DEVICES) throw new Error(`${script} held ${held.open} of ${DEVICES} sessions`);
  return held;
}
