import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serveDevices } from './floor/serve-devices.ts';

/**
 * CPU of the session path per device, login to cleaned capture, against the floor of a bare ssh2 script doing the same
 * session; both run as processes of their own, in turns. Argument: number of devices.
 */
const DEVICES = Number(process.argv[2] ?? 1000);
const SESSIONS = 50;
const ROUNDS = 3;

await using served = await serveDevices(DEVICES);

const floor: number[] = [];
const session: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  floor.push(await measure('./floor/bare-ssh2.ts'));
  session.push(await measure('./floor/capture-only.ts'));
}
const [least, ours] = [Math.min(...floor), Math.min(...session)];
console.log(`bare ssh2 script   ${toMs(least)} ms per device   1.00   (${floor.map(toMs).join(', ')})`);
console.log(
  `session path       ${toMs(ours)} ms per device   ${(ours / least).toFixed(2)}   (${session.map(toMs).join(', ')})`,
);

async function measure(script: string): Promise<number> {
  const program = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [program, served.file, String(SESSIONS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [result] = await once(createInterface(child.stdout), 'line');
  const { cpuSeconds, files } = JSON.parse(result);
  if (files !== DEVICES) throw new Error(`${script} read ${files} of ${DEVICES} devices`);
  return cpuSeconds;
}

function toMs(seconds: number): string {
  return ((seconds * 1000) / DEVICES).toFixed(2);
}
