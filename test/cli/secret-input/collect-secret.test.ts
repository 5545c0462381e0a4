import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { NetravenError } from '@netraven/common';
import test from 'ava';
import { plainStyle } from '../../../packages/cli/src/output/style.ts';
import { collectSecret, type SecretSources } from '../../../packages/cli/src/secret-input/collect-secret.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const nothing = { passwordStdin: false, enableStdin: false, passphraseStdin: false };
// The frame of OpenSSH keys around nothing: they open nothing.
const PLAIN_KEY = openSshKey('none');
const LOCKED_KEY = openSshKey('aes256-ctr');

function openSshKey(cipher: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(cipher.length);
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    length,
    Buffer.from(cipher),
    Buffer.alloc(64),
  ]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

async function collect(input: string, sources: Partial<SecretSources>) {
  const stderr = new PassThrough();
  const terminal = {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: new PassThrough(),
    stderr,
    showsProgress: false,
    isInteractive: false,
    style: plainStyle,
    errorStyle: plainStyle,
  };
  const parts = await collectSecret(terminal, { ...nothing, ...sources });
  return Object.fromEntries([...parts].map(([part, secret]) => [part, secret.reveal()]));
}

test('standard input holds the password, then the enable password', async (t) => {
  const both = { passwordStdin: true, enableStdin: true };
  t.deepEqual(await collect('pass word \nen able\n', both), { password: 'pass word ', enable: 'en able' });
  t.deepEqual(await collect('p\r\ne\r\n', both), { password: 'p', enable: 'e' });
  t.deepEqual(await collect('only', { passwordStdin: true }), { password: 'only' });
});

test('lines that are missing, empty or too many are refused without showing any', async (t) => {
  const both = { passwordStdin: true, enableStdin: true };
  const wrong: [input: string, sources: Partial<SecretSources>, message: string][] = [
    ['hunter2\n', both, 'standard input: expected 2 lines (password, enable), got 1'],
    ['hunter2\n\n', both, 'standard input: the enable is empty'],
    ['hunter2\nhunter3\n', { passwordStdin: true }, 'standard input: expected 1 line (password), got 2'],
    ['', { passwordStdin: true }, 'standard input: expected 1 line (password), got 0'],
    [`${'x'.repeat(70_000)}\n`, { passwordStdin: true }, 'standard input: more than 64 KiB'],
    ['', {}, 'a credential needs a password or a private key'],
  ];
  for (const [input, sources, message] of wrong) {
    const thrown = await t.throwsAsync(collect(input, sources), { instanceOf: NetravenError });
    t.is(thrown?.message, message);
    t.is(thrown?.code, 'NETRAVEN_USAGE');
  }
});

test('a private key is taken from a file, and an encrypted one needs its passphrase', async (t) => {
  const dir = await makeTempFolder(t);
  const plain = join(dir, 'plain');
  const locked = join(dir, 'locked');
  const pem = join(dir, 'pem');
  await writeFile(plain, PLAIN_KEY);
  await writeFile(locked, LOCKED_KEY);
  await writeFile(pem, '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n');
  t.deepEqual(await collect('', { privateKey: plain }), { privateKey: PLAIN_KEY });
  t.deepEqual(await collect('open\n', { privateKey: locked, passphraseStdin: true }), {
    privateKey: LOCKED_KEY,
    passphrase: 'open',
  });
  for (const file of [locked, pem]) {
    await t.throwsAsync(collect('', { privateKey: file }), {
      message: `the key in ${file} needs its passphrase`,
    });
  }
});

test('a file that is no private key is refused without showing it', async (t) => {
  const dir = await makeTempFolder(t);
  const file = join(dir, 'password.txt');
  await writeFile(file, 'hunter2\n');
  await t.throwsAsync(collect('', { privateKey: file }), {
    message: `--private-key: ${file} holds no private key (OpenSSH or PEM)`,
  });
});
