import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type KeySource, readKey } from '@netraven/common/config';
import test from 'ava';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const KEY = 'AGE-SECRET-KEY-1TESTKEY';
const source = (parts: Partial<KeySource> = {}): KeySource => ({
  field: 'secrets.identity',
  file: undefined,
  command: undefined,
  variable: 'NETRAVEN_SECRETS_IDENTITY',
  ...parts,
});

test('a key comes from a file, a command or a variable, which wins', async (t) => {
  const file = join(await makeTempFolder(t), 'key');
  await writeFile(file, `${KEY}\n`, { mode: 0o600 });
  const command = `printf '%s\\n' ${KEY}`;
  const variable = { NETRAVEN_SECRETS_IDENTITY: 'other' };
  t.is((await readKey(source({ file }), {})).reveal(), KEY);
  t.is((await readKey(source({ command }), {})).reveal(), KEY);
  t.is((await readKey(source({ file, command }), variable)).reveal(), 'other');
});

test('a key that others may read is refused', async (t) => {
  const file = join(await makeTempFolder(t), 'key');
  await writeFile(file, KEY, { mode: 0o600 });
  for (const mode of [0o640, 0o604, 0o620, 0o601]) {
    await chmod(file, mode);
    const error = await t.throwsAsync(readKey(source({ file }), {}));
    t.is(
      error?.message,
      `secrets.identityFile: ${file} has mode ${mode.toString(8)}, must be 600`,
      'names the field and the file',
    );
  }
});

test('what is wrong with a source is told without the key', async (t) => {
  const cases = [
    [
      source(),
      /expected secrets.identityFile, secrets.identityCommand or NETRAVEN_SECRETS_IDENTITY, got nothing/,
    ],
    [
      source({ file: '/x', command: 'true' }),
      /expected secrets.identityFile or secrets.identityCommand, got both/,
    ],
    [source({ command: 'true' }), /secrets.identityCommand: the command printed nothing/],
    [
      source({ command: `echo ${KEY} >&2; echo ${KEY}; exit 3` }),
      /secrets.identityCommand: the command ended with 3/,
    ],
  ] as const;
  for (const [from, message] of cases) {
    const error = await t.throwsAsync(readKey(from, {}), { message });
    t.false(inspect(error, { depth: 9 }).includes(KEY));
  }
});
