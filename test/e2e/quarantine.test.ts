import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { captureFrom } from '../helpers/capture-from.ts';
import { startInstance, type TestInstance } from '../helpers/start-instance.ts';

const LOGIN = { username: 'netops', password: 'right-login-9', enable: 'right-enable-9' };
const { username, ...secret } = LOGIN;
const settings = 'retry: { maxAttempts: 1 }\n';

interface Listed {
  readonly captures: readonly { readonly id: number; readonly device: string; readonly code: string }[];
}

async function backUp(instance: TestInstance, device: string): Promise<string> {
  const args = ['backup', device];
  const { tasks } = await instance.json<{ tasks: { outcome: string }[] }>(args, [0, 1]);
  return tasks.map(({ outcome }) => outcome).join();
}

async function showConfig(instance: TestInstance, device: string): Promise<string> {
  return (await instance.netraven(['config', 'show', device])).stdout;
}

async function countVersions(instance: TestInstance, device: string): Promise<number> {
  return (await instance.json<{ versions: object[] }>(['config', 'history', device])).versions.length;
}

async function untilVersions(instance: TestInstance, device: string, count: number): Promise<void> {
  while ((await countVersions(instance, device)) < count) await delay(50);
}

async function quarantined(instance: TestInstance, device: string) {
  const args = ['config', 'quarantine', 'list', '--device', device];
  return (await instance.json<Listed>(args)).captures;
}

const decide = (instance: TestInstance, verb: string, id: number | undefined) =>
  instance.netraven(['config', 'quarantine', verb, String(id)]);

async function startWithDevice() {
  const simulator = await startSimulator({
    ...LOGIN,
    devices: [{ platform: 'cisco_ios', name: 'sw1', size: 0.5 }],
  });
  const device = simulator.device('sw1');
  const instance = await startInstance(['--executors', '1'], settings);
  const address = ['--host', device.host, '--port', String(device.port), '--platform', 'cisco_ios'];
  await instance.json(['device', 'add', 'sw1', ...address]);
  const credential = [
    'credential',
    'add',
    'sim',
    '--username',
    username,
    '--password-stdin',
    '--enable-stdin',
  ];
  await instance.netraven(credential, `${LOGIN.password}\n${LOGIN.enable}\n`);
  return {
    instance,
    device,
    [Symbol.asyncDispose]: async () => {
      await instance[Symbol.asyncDispose]();
      await simulator[Symbol.asyncDispose]();
    },
  };
}

test('what is set apart leaves the last good one alone, and becomes the configuration only if an operator says so', async (t) => {
  await using started = await startWithDevice();
  const { instance, device } = started;
  t.is(await backUp(instance, 'sw1'), 'changed');
  const good = await showConfig(instance, 'sw1');

  device.setChaos(['shrunk']);
  t.is(await backUp(instance, 'sw1'), 'quarantined');
  t.is(await showConfig(instance, 'sw1'), good);
  const [shrunk] = await quarantined(instance, 'sw1');
  t.is(shrunk?.code, 'NETRAVEN_CAPTURE_SHRUNK');
  const shown = (await decide(instance, 'show', shrunk?.id)).stdout;
  t.regex(shown, /^hostname sw1$/m);
  for (const { name, value } of device.secrets()) t.false(shown.includes(value), name);

  const accepted = await decide(instance, 'accept', shrunk?.id);
  t.is(accepted.code, 0, accepted.stderr);
  await untilVersions(instance, 'sw1', 2);
  t.is(await showConfig(instance, 'sw1'), shown);
  t.is(await backUp(instance, 'sw1'), 'unchanged');
  t.is(await backUp(instance, 'sw1'), 'unchanged');
  t.is((await decide(instance, 'drop', shrunk?.id)).code, 2);
  t.deepEqual(await quarantined(instance, 'sw1'), []);

  device.setChaos([]);
  t.is(await backUp(instance, 'sw1'), 'changed');
  device.setChaos(['truncated']);
  t.is(await backUp(instance, 'sw1'), 'quarantined');
  t.is(await backUp(instance, 'sw1'), 'quarantined');
  const [dropped, older] = await quarantined(instance, 'sw1');
  t.is(dropped?.code, 'NETRAVEN_CAPTURE_TRUNCATED');
  t.is((await decide(instance, 'drop', dropped?.id)).code, 0);
  t.is((await decide(instance, 'accept', dropped?.id)).code, 2);

  device.setChaos([]);
  t.is(await backUp(instance, 'sw1'), 'unchanged');
  const refused = await decide(instance, 'accept', older?.id);
  t.is(refused.code, 2);
  t.regex(refused.stderr, /is older than one that was accepted/);

  device.setChaos(['truncated']);
  t.is(await backUp(instance, 'sw1'), 'quarantined');
  device.setChaos([]);
  const [cut] = await quarantined(instance, 'sw1');
  const cutText = (await decide(instance, 'show', cut?.id)).stdout;
  t.is((await decide(instance, 'accept', cut?.id)).code, 0);
  await untilVersions(instance, 'sw1', 4);
  t.is(await showConfig(instance, 'sw1'), cutText);
  t.is(await backUp(instance, 'sw1'), 'changed', 'the whole one is good again');
  t.is(await showConfig(instance, 'sw1'), good);
});

test('a platform is tried on a device and a session is recorded, and nothing is stored', async (t) => {
  await using started = await startWithDevice();
  const { instance, device } = started;
  t.is(await backUp(instance, 'sw1'), 'changed');
  const stored = await showConfig(instance, 'sw1');
  const file = join(instance.dir, 'mine.yaml');
  const { stdout: yaml } = await instance.netraven(['platform', 'show', 'cisco_ios']);
  await writeFile(file, yaml.replace(/^name: .*/m, 'name: my_ios'));

  const check = ['platform', 'check', file, '--device', 'sw1'];
  const checked = await instance.netraven(check);
  t.is(checked.code, 0, checked.stderr);
  t.is(checked.stdout, stored);
  t.regex(checked.stderr, /platform +my_ios\n/);
  t.regex(checked.stderr, /would be +accepted\n/);

  device.setChaos(['truncated']);
  const cut = await instance.netraven(check);
  t.is(cut.code, 1);
  t.regex(cut.stderr, /would be +set apart: NETRAVEN_CAPTURE_TRUNCATED/);
  device.setChaos(['refuse-command']);
  const failed = await instance.netraven(check);
  t.is(failed.code, 1);
  t.regex(failed.stderr, /^< .*Invalid input[\s\S]*NETRAVEN_CAPTURE_REFUSED/m);
  device.setChaos([]);

  const recording = join(instance.dir, 'sw1.yaml');
  const recorded = await instance.netraven(['platform', 'record', 'sw1', '-o', recording]);
  t.is(recorded.code, 0, recorded.stderr);
  t.is((await stat(recording)).mode & 0o777, 0o600);
  const transcript = await readFile(recording, 'utf8');
  for (const { name, value } of device.secrets()) t.false(transcript.includes(value), name);
  await using replayed = await startSimulator({
    transcripts: [{ file: recording, chunking: 'byte', ...LOGIN }],
  });
  const report = await captureFrom(replayed.device('sw1'), {
    credentials: [{ name: 'noc', username, secret }],
  });
  t.is(report.kind, 'captured');

  t.is(await countVersions(instance, 'sw1'), 1);
  t.deepEqual(await quarantined(instance, 'sw1'), []);
});
