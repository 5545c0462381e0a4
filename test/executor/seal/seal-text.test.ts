import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generateIdentity, openBytes } from '@netraven/common/seal';
import test from 'ava';
import { sealText } from '../../../packages/executor/src/seal/seal-text.ts';
import { testWith } from '../../helpers/find-tool.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const text = 'hostname r1\nenable secret 5 $1$abcd$efghijkl\n banner ünïcode\n';

test('every recipient alone opens the sealed original, nobody else does', async (t) => {
  const [a, b, c] = [await generateIdentity(), await generateIdentity(), await generateIdentity()];
  const sealed = await sealText(text, [a.recipient, b.recipient]);
  t.truthy(sealed);
  for (const { identity } of [a, b]) {
    t.is(Buffer.from((await openBytes(sealed ?? '', [identity])) ?? []).toString(), text);
  }
  t.is(await openBytes(sealed ?? '', [c.identity]), undefined);
});

test('without a recipient nothing is sealed', async (t) => {
  t.is(await sealText(text, []), null);
});

test('a recipient that is none is refused, and an identity in its place is not shown', async (t) => {
  const error = await t.throwsAsync(sealText(text, ['age1nonsense']));
  t.like(error, { code: 'NETRAVEN_CONFIG_INVALID' });
  const { identity } = await generateIdentity();
  const other = await t.throwsAsync(sealText(text, [identity]));
  t.is(other?.message, 'age recipient: expected a public key age1…, got "[not shown]"');
});

testWith('age')('stock age opens what was sealed', async (t) => {
  const folder = await makeTempFolder(t);
  const { identity, recipient } = await generateIdentity();
  await writeFile(join(folder, 'key'), `${identity}\n`, { mode: 0o600 });
  await writeFile(join(folder, 'r1.cfg.age'), (await sealText(Buffer.from(text), [recipient])) ?? '');
  const { stdout } = await promisify(execFile)('age', [
    '-d',
    '-i',
    join(folder, 'key'),
    join(folder, 'r1.cfg.age'),
  ]);
  t.is(stdout, text);
});
