import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { families, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { startInstance } from '../helpers/start-instance.ts';

const run = promisify(execFile);
const LOGIN = { username: 'netops', password: 'drift-login-7', enable: 'drift-enable-7' };

interface Backup {
  readonly tasks: readonly { readonly device: string; readonly outcome: string }[];
}

test('devices whose clocks, counters and encryption moved are unchanged, on every platform', async (t) => {
  const platforms = Object.keys(families);
  await using simulator = await startSimulator({ ...LOGIN, count: platforms.length, platforms, size: 0.3 });
  await using instance = await startInstance(['--executors', '1']);
  const rows = simulator.devices.map(
    ({ name, host, port, platform }) => `${name},${host},${port},${platform}`,
  );
  const file = join(instance.dir, 'devices.csv');
  await writeFile(file, ['name,host,port,platform', ...rows, ''].join('\n'));
  await instance.json(['device', 'import', file]);
  const credential = [
    'credential',
    'add',
    'sim',
    '--username',
    LOGIN.username,
    '--password-stdin',
    '--enable-stdin',
  ];
  await instance.netraven(credential, `${LOGIN.password}\n${LOGIN.enable}\n`);

  const outcomes = async () => {
    const { tasks } = await instance.json<Backup>(['backup', '--all'], [0, 1]);
    const platformOf = (name: string) => simulator.device(name).platform;
    return Object.fromEntries(tasks.map(({ device, outcome }) => [platformOf(device), outcome]));
  };
  const all = (outcome: string) => Object.fromEntries(platforms.map((platform) => [platform, outcome]));
  t.deepEqual(await outcomes(), all('changed'));
  const before = simulator.devices.map((device) => device.expected());
  for (const device of simulator.devices) device.drift();
  t.deepEqual(await outcomes(), all('unchanged'));
  const moved = simulator.devices.filter((device, index) => device.expected() !== before[index]);
  t.true(moved.length > platforms.length / 2, 'most platforms print something else at each read');
  for (const device of simulator.devices) device.drift();
  t.deepEqual(await outcomes(), all('unchanged'));

  const { stdout } = await run('git', [
    '-C',
    join(instance.dir, 'configs.git'),
    'rev-list',
    '--count',
    'HEAD',
  ]);
  t.is(Number(stdout), platforms.length, 'one commit for each device, and no second one');
});
