import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { enrolDevices } from '../test/helpers/enrol-devices.ts';
import { startInstance, type TestInstance } from '../test/helpers/start-instance.ts';

/**
 * CPU of a whole backup per device, against the floor of a bare ssh2 script doing the same session. Linux only: CPU
 * times of processes come from /proc. Argument: number of devices.
 */
const DEVICES = Number(process.argv[2] ?? 500);
const SESSIONS = 50;
const LOGIN = { username: 'netops', password: 'bench-login', enable: 'bench-enable' };
const CLOCK_TICKS_PER_SECOND = 100;
const SIMULATOR = fileURLToPath(import.meta.resolve('@netraven/simulator/main'));

const simulator = spawn(
  process.execPath,
  [
    SIMULATOR,
    '--count',
    String(DEVICES),
    '--platforms',
    'cisco_ios',
    '--password',
    LOGIN.password,
    '--username',
    LOGIN.username,
    '--enable',
    LOGIN.enable,
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const [line] = await once(createInterface(simulator.stdout), 'line');
const { devices } = JSON.parse(line);

await using instance = await startInstance(['--executors', '1']);
const file = join(instance.dir, 'bench-devices.json');
await writeFile(file, JSON.stringify(devices));
const floors = [await measureFloor(file), await measureFloor(file)];
const floor = Math.min(...floors);

await enrolDevices(instance, devices, LOGIN);
const full = await measureBackup(instance, 'first backup, every device changed');
const again = await measureBackup(instance, 'second backup, none changed');
console.log(row('bare ssh2 script', floor));
for (const { title, cpu } of [full, again]) {
  const { nats = 0, postgres = 0, ...roles } = cpu;
  const sum = Object.values(roles).reduce((total, seconds) => total + seconds, 0);
  console.log(title);
  for (const [role, seconds] of Object.entries(roles)) console.log(row(`  ${role}`, seconds));
  console.log(row('  netraven, all of it', sum));
  console.log(row('  nats-server', nats));
  console.log(row('  PostgreSQL', postgres));
}
simulator.stdin.end('stop\n');

async function measureFloor(devicesFile: string): Promise<number> {
  const script = fileURLToPath(new URL('./floor/bare-ssh2.ts', import.meta.url));
  const child = spawn(process.execPath, [script, devicesFile, String(SESSIONS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [result] = await once(createInterface(child.stdout), 'line');
  const { cpuSeconds, files } = JSON.parse(result);
  if (files !== DEVICES) throw new Error(`the floor read ${files} of ${DEVICES} devices`);
  return cpuSeconds;
}

async function measureBackup({ dir, json }: TestInstance, title: string) {
  const before = await cpuByKind(dir);
  const { status, outcomes } = await json<{ status: string; outcomes: object }>(['backup', '--all']);
  if (status !== 'COMPLETED_SUCCESS') throw new Error(`${title}: ${status} ${JSON.stringify(outcomes)}`);
  const after = await cpuByKind(dir);
  return {
    title: `${title} ${JSON.stringify(outcomes)}`,
    cpu: Object.fromEntries(
      Object.keys(after).map((kind) => [kind, (after[kind] ?? 0) - (before[kind] ?? 0)]),
    ),
  };
}

/** CPU seconds so far of the instance's processes, told apart by their command lines. */
async function cpuByKind(dir: string): Promise<Record<string, number>> {
  const total: Record<string, number> = {};
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const kind = kindOf(command, dir);
    if (kind !== null) total[kind] = (total[kind] ?? 0) + (await cpuSeconds(pid));
  }
  return total;
}

function kindOf(command: string, dir: string): string | null {
  if (command.includes('postgres')) return 'postgres';
  if (!command.includes(dir) || command.includes('netraven-guard')) return null;
  if (command.includes('nats-server')) return 'nats';
  return / (executor|dispatcher|git-writer) /.exec(command)?.[1] ?? null;
}

async function cpuSeconds(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0] = [fields[11], fields[12]].map(Number);
  return stat === '' ? 0 : (user + system) / CLOCK_TICKS_PER_SECOND;
}

function row(name: string, seconds: number): string {
  const perDevice = ((seconds * 1000) / DEVICES).toFixed(2);
  return `${name.padEnd(32)}${perDevice.padStart(8)} ms per device ${(seconds / floor).toFixed(2).padStart(8)} of the floor`;
}
