import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pause } from '@netraven/common';
import { consumerNames, streamNames } from '@netraven/common/jetstream';
import { generateIdentity } from '@netraven/common/seal';
import { makeTask } from '../test/helpers/make-task.ts';
import { startTestSite } from '../test/helpers/start-site.ts';
import { watchTurns } from './floor/busy-turns.ts';

/**
 * Delay of the event loop of an executor's main thread while sessions deliver configurations of 100 KB, all at once,
 * which its threads redact, compare and seal: whole tasks, against a real nats-server and SSH servers in a process of
 * their own, once everything is loaded. Argument: number of devices (default 200, and as many sessions).
 */
const DEVICES = Number(process.argv[2] ?? 200);
const BYTES = 100_000;
const WARM_UP = 4;
const LOGIN = { username: 'netops', password: 'bench-login', enable: 'bench-enable' };

const folder = await mkdtemp(join(tmpdir(), 'netraven-bench-'));
const options = join(folder, 'simulator.json');
await writeFile(
  options,
  JSON.stringify({
    ...LOGIN,
    count: DEVICES + WARM_UP,
    platforms: ['cisco_ios'],
    size: 1,
    chaos: ['huge'],
    hugeBytes: BYTES,
  }),
);
const simulator = spawn(
  process.execPath,
  [fileURLToPath(import.meta.resolve('@netraven/simulator/main')), '--options', options],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const [line] = await once(createInterface(simulator.stdout), 'line');
const devices: { name: string; host: string; port: number }[] = JSON.parse(line).devices;

await using site = await startTestSite();
const { recipient } = await generateIdentity();
site.config.secrets.recipients.push(recipient);
const sealed = await site.seal({ password: LOGIN.password, enable: LOGIN.enable });
const credentials = [{ name: 'bench', username: LOGIN.username, sealed }];
const tasks = devices.map(({ name, host, port }, index) => {
  const device = { id: index + 1, name, host, port, path: `ams/${name}.cfg` };
  return makeTask({ id: `bench-${index + 1}`, job: 'bench', credentials, device });
});
const executor = await site.startExecutor({ sessions: DEVICES, threads: 2 });
const [warmUp, measured] = [tasks.slice(0, WARM_UP), tasks.slice(WARM_UP)];
for (const task of warmUp) await site.publishTask(task);
await takeSnapshots(warmUp.length);

// What the machine alone does to an idle loop in the same seconds: others use it too.
const idle = spawn(process.execPath, [fileURLToPath(new URL('./floor/idle-loop.ts', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const idleLines = createInterface(idle.stdout);
await once(idleLines, 'line');

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const turns = watchTurns();
const startedAt = performance.now();
const cpu = process.cpuUsage();
await Promise.all(measured.map((task) => site.publishTask(task)));
await countSnapshots(measured.length);
const seconds = (performance.now() - startedAt) / 1000;
delay.disable();
const busy = turns.stop();
const { user, system } = process.cpuUsage(cpu);
idle.stdin.end();
const [idleResult] = await once(idleLines, 'line');
const floor: Delays = JSON.parse(idleResult);
const bytes = await takeSnapshots(measured.length);
await executor.stop();
simulator.stdin.end('stop\n');
await rm(folder, { recursive: true });

const ms = (nanoseconds: number) => `${(nanoseconds / 1e6).toFixed(1)} ms`;
const row = (name: string, { p50, p99, max }: Delays) =>
  console.log(
    `${name.padEnd(28)} p50 ${ms(p50).padStart(9)}   p99 ${ms(p99).padStart(9)}   max ${ms(max).padStart(9)}`,
  );
const count = measured.length;
console.log(
  `${count} sessions at once, ${Math.round(bytes / count / 1000)} KB each, in ${seconds.toFixed(1)} s`,
);
row('event loop of the executor', { p50: delay.percentile(50), p99: delay.percentile(99), max: delay.max });
row('an idle event loop beside it', floor);
console.log(
  `CPU of the main thread between two timer ticks   p50 ${busy.p50.toFixed(1)} ms   p99 ${busy.p99.toFixed(1)} ms   max ${busy.max.toFixed(1)} ms`,
);
console.log(`CPU, threads included: ${((user + system) / 1e3 / count).toFixed(1)} ms per device`);
process.exit(0);

interface Delays {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Waits for so many snapshots without reading them, which is not the executor's work. */
async function countSnapshots(count: number): Promise<void> {
  const endsAt = performance.now() + 240_000;
  while ((await site.countMessages(streamNames.snapshots)) < count) {
    if (performance.now() > endsAt) throw new Error(`not all of ${count} devices were read`);
    await pause(50);
  }
}

/** Bytes of all texts, as the snapshots say. */
async function takeSnapshots(count: number): Promise<number> {
  const hub = site.connection.jetstream({ domain: site.nats.domain });
  const consumer = await hub.consumers.get(streamNames.snapshots, consumerNames.snapshots);
  let bytes = 0;
  for (let taken = 0; taken < count; ) {
    const message = await consumer.next({ expires: 60_000 });
    if (message === null) throw new Error(`only ${taken} of ${count} devices were read`);
    bytes += message.json<{ bytes: number }>().bytes;
    message.ack();
    taken++;
  }
  return bytes;
}
