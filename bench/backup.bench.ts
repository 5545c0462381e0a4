import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
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

await using instance = await startInstance(['--executors', '2']);
const file = join(instance.dir, 'bench-devices.json');
await writeFile(file, JSON.stringify(devices));
const floors = [await measureFloor(file), await measureFloor(file)];
const floor = Math.min(...floors);

await importDevices(instance);
const full = await measureBackup(instance, 'first backup, every device changed');
const again = await measureBackup(instance, 'second backup, none changed');
console.log(`bare ssh2 script               ${perDevice(floor)}  1.00`);
for (const { title, roles, nats, postgres } of [full, again]) {
  console.log(`${title}`);
  console.log(
    `  netraven's processes         ${perDevice(roles)}  ${(roles / floor).toFixed(2)} of the floor`,
  );
  console.log(`  nats-server                  ${perDevice(nats)}  ${(nats / floor).toFixed(2)}`);
  console.log(`  PostgreSQL                   ${perDevice(postgres)}  ${(postgres / floor).toFixed(2)}`);
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

async function importDevices({ dir, netraven }: TestInstance): Promise<void> {
  const rows = devices.map((device: { name: string; host: string; port: number; platform: string }) =>
    [device.name, device.host, device.port, device.platform, 'default', 'bench'].join(','),
  );
  const csv = join(dir, 'bench.csv');
  await writeFile(csv, ['name,host,port,platform,site,tags', ...rows, ''].join('\n'));
  const secrets = `${LOGIN.password}\n${LOGIN.enable}\n`;
  for (const result of [
    await netraven(['device', 'import', csv]),
    await netraven(
      ['credential', 'add', 'bench', '--username', LOGIN.username, '--password-stdin', '--enable-stdin'],
      secrets,
    ),
  ]) {
    if (result.code !== 0) throw new Error(result.stderr);
  }
}

async function measureBackup({ dir, json }: TestInstance, title: string) {
  const before = await cpuByKind(dir);
  const { status, outcomes } = await json<{ status: string; outcomes: object }>(['backup', '--all']);
  if (status !== 'COMPLETED_SUCCESS') throw new Error(`${title}: ${status} ${JSON.stringify(outcomes)}`);
  const after = await cpuByKind(dir);
  return {
    title: `${title} ${JSON.stringify(outcomes)}`,
    roles: after.roles - before.roles,
    nats: after.nats - before.nats,
    postgres: after.postgres - before.postgres,
  };
}

/** CPU seconds so far of the instance's processes, told apart by their command lines; PostgreSQL's with its ended children. */
async function cpuByKind(dir: string): Promise<{ roles: number; nats: number; postgres: number }> {
  const total = { roles: 0, nats: 0, postgres: 0 };
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const seconds = await cpuSeconds(pid);
    if (command.includes('postgres')) total.postgres += seconds;
    else if (!command.includes(dir) || command.includes('netraven-guard')) continue;
    else if (command.includes('nats-server')) total.nats += seconds;
    else if (/ (executor|dispatcher|git-writer) /.test(command)) total.roles += seconds;
  }
  return total;
}

async function cpuSeconds(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user = 0, system = 0] = [fields[11], fields[12]].map(Number);
  return stat === '' ? 0 : (user + system) / CLOCK_TICKS_PER_SECOND;
}

function perDevice(seconds: number): string {
  return `${((seconds * 1000) / DEVICES).toFixed(2).padStart(7)} ms per device`;
}
