import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '@netraven/common/config';
import { openBytes, sealBytes } from '@netraven/common/seal';
import test from 'ava';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { runCli } from '../helpers/run-cli.ts';

const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

test('init makes the operators a key pair that opens what is sealed to it', async (t) => {
  const dir = join(await makeTempFolder(t), 'instance');
  const { code, stdout } = await runCli(['init', '--dir', dir, '--json']);
  t.is(code, 0);
  const made = JSON.parse(stdout);
  const identityFile = join(dir, 'operator-identity.txt');
  t.deepEqual(made, {
    dir,
    settings: join(dir, 'netraven.yaml'),
    recipients: made.recipients,
    identityFile,
    site: { name: 'default', recipient: made.site.recipient },
    needsRestart: false,
  });
  t.deepEqual(
    (await loadConfig({ file: made.settings, environment: {} })).secrets.recipients,
    made.recipients,
  );
  const identity = (await readFile(identityFile, 'utf8')).split('\n').find((line) => line.startsWith('AGE-'));
  const opened = await openBytes(await sealBytes('hostname a', made.recipients), [identity ?? '']);
  t.is(Buffer.from(opened ?? []).toString(), 'hostname a');
  const secret = [identityFile, join(dir, 'keys/fingerprint.key'), join(dir, 'keys/site-default.identity')];
  t.deepEqual(await Promise.all([...secret, made.settings].map(modeOf)), ['600', '600', '600', '600']);
  t.is(await modeOf(dir), '700');
  t.is(Buffer.from(await readFile(join(dir, 'keys/fingerprint.key'), 'utf8'), 'base64').length, 32);
});

test('a second init keeps keys and settings, and makes no new key pair', async (t) => {
  const dir = await makeTempFolder(t);
  const first = JSON.parse((await runCli(['init', '--dir', dir, '--json'])).stdout);
  const second = JSON.parse((await runCli(['init', '--dir', dir, '--json'])).stdout);
  t.deepEqual(second, { ...first, identityFile: null });
});

test('init with a file for the key does not pretend to have made one', async (t) => {
  const dir = await makeTempFolder(t);
  await runCli(['init', '--dir', dir]);
  const file = join(dir, 'mine.txt');
  const { code, stderr } = await runCli(['init', '--dir', dir, '--identity', file, '--json']);
  t.deepEqual([code, JSON.parse(stderr).error.code], [2, 'NETRAVEN_CONFLICT']);
  t.regex(stderr, /names 1 recipient already: no key pair is made, nothing is written to .*mine\.txt/);
});

test('init beside a running instance says that it has to be restarted', async (t) => {
  const dir = await makeTempFolder(t);
  await writeFile(join(dir, 'endpoint.json'), '{}');
  const { stdout } = await runCli(['init', '--dir', dir]);
  t.regex(stdout, /Restart "netraven up": it runs without these recipients until then\./);
});

test('a file in the place of the folder is refused', async (t) => {
  const file = join(await makeTempFolder(t), 'file');
  await writeFile(file, '');
  for (const dir of [file, join(file, 'below')]) {
    const { code, stderr } = await runCli(['up', '--dir', dir]);
    t.deepEqual([code, stderr.includes('NETRAVEN_USAGE')], [2, true], stderr);
  }
});

test('init enters recipients into settings that are there, with their comments', async (t) => {
  const dir = await makeTempFolder(t);
  const file = join(dir, 'netraven.yaml');
  await writeFile(file, '# ours\nlog:\n  level: warn # loud enough\n');
  const recipient = `age1${'q'.repeat(58)}`;
  const { code } = await runCli(['init', '--dir', dir, '--recipient', recipient]);
  t.is(code, 0);
  t.is(
    await readFile(file, 'utf8'),
    `# ours\nlog:\n  level: warn # loud enough\nsecrets:\n  recipients:\n    - ${recipient}\n`,
  );
  const again = await runCli(['init', '--dir', dir, '--recipient', recipient, '--json']);
  t.deepEqual([again.code, JSON.parse(again.stderr).error.code], [2, 'NETRAVEN_CONFLICT']);
});

test('a private key is no recipient, and is not repeated', async (t) => {
  const dir = await makeTempFolder(t);
  const { code, stderr } = await runCli(['init', '--dir', dir, '--recipient', 'AGE-SECRET-KEY-1HIDDEN']);
  t.is(code, 2);
  t.false(stderr.includes('HIDDEN'));
});
