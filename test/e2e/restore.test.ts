import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateIdentity, type KeyPair, openBytes } from '@netraven/common/seal';
import { families, type Simulator, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { findTool } from '../helpers/find-tool.ts';
import { startInstance, type TestInstance } from '../helpers/start-instance.ts';

const run = promisify(execFile);
const LOGIN = { username: 'netops', password: 'restore-login-7', enable: 'restore-enable-7' };
const AT_ONCE = 3;
/** Each restart of a whole instance takes half a minute where the machine is busy. */
const SLOW_MACHINE_MS = 900_000;

const sealingTo = (...keys: readonly KeyPair[]) =>
  `secrets: { recipients: [${keys.map(({ recipient }) => recipient).join(', ')}] }\n`;

async function addFleet({ dir, netraven }: TestInstance, simulator: Simulator): Promise<void> {
  const rows = simulator.devices.map(
    ({ name, host, port, platform }) => `${name},${host},${port},${platform},default`,
  );
  const file = join(dir, 'devices.csv');
  await writeFile(file, ['name,host,port,platform,site', ...rows, ''].join('\n'));
  const credential = ['credential', 'add', 'sim', '--username', LOGIN.username];
  const secrets = ['--password-stdin', '--enable-stdin'];
  for (const result of [
    await netraven(['device', 'import', file]),
    await netraven([...credential, ...secrets], `${LOGIN.password}\n${LOGIN.enable}\n`),
  ]) {
    if (result.code !== 0) throw new Error(result.stderr);
  }
}

/** A key file, as an operator keeps it. */
async function writeIdentity({ dir }: TestInstance, name: string, { identity }: KeyPair): Promise<string> {
  const file = join(dir, name);
  await writeFile(file, `# an operator\n${identity}\n`, { mode: 0o600 });
  return file;
}

async function readBlob({ dir }: TestInstance, revision: string): Promise<Buffer> {
  const args = ['-C', join(dir, 'configs.git'), 'cat-file', 'blob', revision];
  return (await run('git', args, { encoding: 'buffer', maxBuffer: 1 << 28 })).stdout;
}

/** What a device prints ends with one line end; the prompt that follows is none of it. */
const printed = (device: { expected(): string }) => `${device.expected()}\n`;

test('what a device printed comes back from git and the key alone, to the byte, on every platform', async (t) => {
  t.timeout(SLOW_MACHINE_MS);
  const operator = await generateIdentity();
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: Object.keys(families).map((platform) => ({ platform, name: platform.replaceAll('_', '-') })),
  });
  await using instance = await startInstance([], sealingTo(operator));
  await addFleet(instance, simulator);
  const { code, stderr } = await instance.netraven(['backup', '--all']);
  t.is(code, 0, stderr);
  const identity = await writeIdentity(instance, 'operator.txt', operator);

  // As when netraven is gone with the device: stock git and age.
  for (const device of simulator.devices) {
    const sealed = await readBlob(instance, `HEAD:default/${device.name}.cfg.age`);
    const plain = await openBytes(sealed, [operator.identity]);
    t.is(Buffer.from(plain ?? []).toString('utf8'), printed(device), device.name);
  }
  const age = findTool('age');
  if (age !== undefined) {
    const file = join(instance.dir, 'original.age');
    await writeFile(file, await readBlob(instance, 'HEAD:default/cisco-ios.cfg.age'));
    const { stdout } = await run(age, ['-d', '-i', identity, file]);
    t.is(stdout, printed(simulator.device('cisco-ios')));
  }

  const names = simulator.devices.map(({ name }) => name).values();
  const work = async () => {
    for (const name of names) {
      const restored = await instance.netraven(['config', 'restore', name, '--identity', identity]);
      t.is(restored.code, 0, restored.stderr);
      t.is(restored.stdout, printed(simulator.device(name)), name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
});

test('originals follow the recipients, by a backup or by key rotate, and history stays with the old key', async (t) => {
  t.timeout(SLOW_MACHINE_MS);
  const [first, second, third] = await Promise.all([
    generateIdentity(),
    generateIdentity(),
    generateIdentity(),
  ]);
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: [
      { platform: 'cisco_ios', name: 'r1' },
      { platform: 'fortinet', name: 'fw1' },
    ],
  });
  await using instance = await startInstance();
  await addFleet(instance, simulator);
  const backup = () => instance.json<Backup>(['backup', '--all']);
  const restore = (name: string, identity: string, ...more: string[]) =>
    instance.netraven(['config', 'restore', name, '--identity', identity, ...more]);
  const [oldFile, newFile, lastFile] = [
    await writeIdentity(instance, 'first.txt', first),
    await writeIdentity(instance, 'second.txt', second),
    await writeIdentity(instance, 'third.txt', third),
  ];
  t.deepEqual((await backup()).outcomes, { changed: 2 });
  const none = await restore('r1', oldFile);
  t.is(none.code, 2);
  t.regex(none.stderr, /NETRAVEN_SEAL_MISSING/);

  // Recipients are named later: the same configurations get their originals, and no version.
  await instance.restart(sealingTo(first));
  t.deepEqual((await backup()).outcomes, { unchanged: 2 });
  const original = printed(simulator.device('r1'));
  t.is((await restore('r1', oldFile)).stdout, original);
  t.is((await restore('fw1', oldFile)).stdout, printed(simulator.device('fw1')));
  t.deepEqual((await backup()).outcomes, { unchanged: 2 });
  t.is(await countCommits(instance), 4, 'an original sealed anew is no change');

  const wrong = await restore('r1', newFile);
  t.is(wrong.code, 2);
  t.regex(wrong.stderr, /NETRAVEN_SEAL_IDENTITY/);
  await chmod(oldFile, 0o644);
  const open = await restore('r1', oldFile);
  t.is(open.code, 2);
  t.regex(open.stderr, /mode 644, must be 600/);
  await chmod(oldFile, 0o600);

  const early = await instance.netraven(['key', 'rotate', '--identity', newFile]);
  t.is(early.code, 0, 'nothing is left to do');
  const versionWithFirst = (await history(instance, 'r1'))[0]?.commit ?? '';
  const sealedToFirst = await readBlob(instance, 'HEAD:default/r1.cfg.age');

  await instance.restart(sealingTo(second));
  const refused = await instance.json<Rotation>(['key', 'rotate', '--identity', newFile], [1]);
  t.deepEqual(
    refused.failed.map(({ error }) => error.code),
    Array(2).fill('NETRAVEN_SEAL_IDENTITY'),
  );
  const rotated = await instance.json<Rotation>(['key', 'rotate', '--identity', oldFile]);
  t.deepEqual([rotated.resealed, rotated.failed, rotated.pending], [2, [], 0]);
  t.is((await restore('r1', newFile)).stdout, original);
  t.is((await restore('fw1', newFile)).stdout, printed(simulator.device('fw1')));
  t.is((await restore('r1', oldFile)).code, 2);
  t.truthy(await openBytes(sealedToFirst, [first.identity]), 'what was sealed to the old key stays so');
  t.is((await history(instance, 'r1'))[0]?.commit, versionWithFirst, 'a new seal is no version');
  t.is(await countCommits(instance), 6);
  t.is((await instance.json<Rotation>(['key', 'rotate', '--identity', oldFile])).resealed, 0);
  t.deepEqual((await backup()).outcomes, { unchanged: 2 });
  t.is(await countCommits(instance), 6);

  // A backup does the same for the devices it reaches.
  await instance.restart(sealingTo(third));
  t.deepEqual((await backup()).outcomes, { unchanged: 2 });
  const file = join(instance.dir, 'r1.cfg');
  t.is((await restore('r1', lastFile, '-o', file)).code, 0);
  t.is(await readFile(file, 'utf8'), printed(simulator.device('r1')));
  t.is((await stat(file)).mode & 0o777, 0o600);

  // Another fingerprint key changes every token and no secret.
  const key = join(instance.dir, 'keys', 'fingerprint.key');
  await writeFile(key, `${randomBytes(32).toString('base64')}\n`);
  await instance.restart();
  t.deepEqual((await backup()).outcomes, { changed: 2 });
  t.is((await history(instance, 'r1'))[0]?.change, 'rekeyed');
  t.is((await history(instance, 'fw1'))[0]?.change, 'rekeyed');
});

interface Backup {
  readonly outcomes: Readonly<Record<string, number>>;
}

interface Rotation {
  readonly resealed: number;
  readonly pending: number;
  readonly failed: readonly { readonly error: { readonly code: string } }[];
}

async function history(instance: TestInstance, device: string) {
  const { versions } = await instance.json<{ versions: { commit: string; change: string }[] }>([
    'config',
    'history',
    device,
  ]);
  return versions;
}

async function countCommits({ dir }: TestInstance): Promise<number> {
  const { stdout } = await run('git', ['-C', join(dir, 'configs.git'), 'rev-list', '--count', 'HEAD']);
  return Number(stdout);
}
