import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NetravenError } from '@netraven/common';
import test from 'ava';
import { takeInstanceLock } from '../../../packages/cli/src/instance/instance-lock.ts';
import { readMachineId, readStartTime } from '../../../packages/cli/src/instance/process-identity.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

/** A process that lives until it is killed. */
function startSleeper() {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
}

async function holderOf(pid: number) {
  return { pid, startTime: await readStartTime(pid), machine: await readMachineId() };
}

test('a lock is held until it is disposed, and leaves nothing', async (t) => {
  const dir = await makeTempFolder(t);
  const file = join(dir, 'up.lock');
  {
    await using _lock = await takeInstanceLock(file);
    t.is(JSON.parse(await readFile(file, 'utf8')).pid, process.pid);
    await t.throwsAsync(takeInstanceLock(file), { instanceOf: NetravenError }, 'also by this very process');
  }
  t.deepEqual(await readdir(dir), []);
});

test('the lock of a living process is refused, that of a killed one is taken over', async (t) => {
  const dir = await makeTempFolder(t);
  const file = join(dir, 'up.lock');
  const sleeper = startSleeper();
  await once(sleeper, 'spawn');
  const pid = sleeper.pid ?? 0;
  await writeFile(file, JSON.stringify(await holderOf(pid)));
  const refused = await t.throwsAsync(takeInstanceLock(file), { instanceOf: NetravenError });
  t.is(refused?.code, 'NETRAVEN_INSTANCE_RUNNING');
  t.is(refused?.message, `${file} is held by process ${pid}: the instance runs already`);

  sleeper.kill('SIGKILL');
  await once(sleeper, 'exit');
  await using _lock = await takeInstanceLock(file);
  t.is(JSON.parse(await readFile(file, 'utf8')).pid, process.pid);
  t.deepEqual(await readdir(dir), ['up.lock']);
});

test('a process id that belongs to a later process does not hold the lock', async (t) => {
  const dir = await makeTempFolder(t);
  const file = join(dir, 'up.lock');
  const sleeper = startSleeper();
  await once(sleeper, 'spawn');
  t.teardown(() => sleeper.kill('SIGKILL'));
  const holder = { ...(await holderOf(sleeper.pid ?? 0)), startTime: 'long ago' };
  await writeFile(file, JSON.stringify(holder));
  await t.notThrowsAsync(async () => {
    await using _lock = await takeInstanceLock(file);
  });
});

test('a lock of another machine counts while it is touched', async (t) => {
  const dir = await makeTempFolder(t);
  const file = join(dir, 'up.lock');
  await writeFile(file, JSON.stringify({ pid: 1, startTime: '1', machine: 'elsewhere' }));
  await t.throwsAsync(takeInstanceLock(file), { instanceOf: NetravenError });
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(file, longAgo, longAgo);
  await t.notThrowsAsync(async () => {
    await using _lock = await takeInstanceLock(file);
  });
});

test('of many that heal a stale lock at once, one gets it', async (t) => {
  const dir = await makeTempFolder(t);
  const file = join(dir, 'up.lock');
  await writeFile(file, 'torn by a power cut');
  const program = `
    import { takeInstanceLock } from ${JSON.stringify(new URL('../../../packages/cli/src/instance/instance-lock.ts', import.meta.url).href)};
    process.stdin.resume();
    process.stdin.once('data', async () => {
      const got = await takeInstanceLock(${JSON.stringify(file)}).then(() => 'got', (error) => error.code);
      process.stdout.write(got + '\\n');
    });
    process.stdin.once('end', () => process.exit());
    process.stdout.write('up\\n');
  `;
  const racers = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  await Promise.all(racers.map(({ stdout }) => once(stdout, 'data')));
  const answers = racers.map(({ stdout }) => once(stdout, 'data').then(([bytes]) => String(bytes).trim()));
  for (const { stdin } of racers) stdin.write('go\n');
  const got = await Promise.all(answers);
  for (const { stdin } of racers) stdin.end();
  t.deepEqual(got.sort(), [...Array(3).fill('NETRAVEN_INSTANCE_RUNNING'), 'got']);
});
