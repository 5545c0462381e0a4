import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { makeTempFolder } from '../helpers/temp-folder.ts';
import { runCli } from './helpers/run-cli.ts';

const GOOD = `name: acme_os
title: Acme OS
prompt: '^(?<name>\\S+)[>#]$'
configuration: { commands: [show config] }
`;

async function check(folder: string, yaml: string) {
  const file = join(folder, 'acme.yaml');
  await writeFile(file, yaml);
  const { code, stdout, stderr } = await runCli(['platform', 'check', file]);
  return { code, stdout: stdout.replaceAll(folder, ''), stderr: stderr.replaceAll(folder, '') };
}

test('a valid platform is told so, and which one it replaces', async (t) => {
  const folder = await makeTempFolder(t);
  t.deepEqual(await check(folder, GOOD), {
    code: 0,
    stdout: '/acme.yaml: acme_os, Acme OS, is a valid platform\n',
    stderr: '',
  });
  const { stdout } = await check(folder, GOOD.replace('acme_os', 'cisco_ios'));
  t.regex(stdout, /; it replaces Cisco IOS/);
});

test('a platform built in passes its own check', async (t) => {
  const folder = await makeTempFolder(t);
  for (const name of ['cisco_ios', 'juniper_junos', 'hp_procurve']) {
    const { stdout } = await runCli(['platform', 'show', name]);
    t.is((await check(folder, stdout)).code, 0, name);
  }
});

for (const [title, yaml, message] of [
  [
    'a wrong name',
    GOOD.replace('acme_os', 'Acme!'),
    /name: must be lower-case letters, digits and _, got "Acme!"/,
  ],
  [
    'a broken expression',
    GOOD.replace("'^(?<name>\\S+)[>#]$'", "'^([a-z'"),
    /prompt: must be a JavaScript regular expression, got "\^\(\[a-z"/,
  ],
  ['a wrong type', `${GOOD}patience: quick\n`, /patience: .*number.*, got "quick"/],
  ['an unknown field', `${GOOD}promt: x\n`, /promt/],
  ['a missing field', GOOD.replace('title: Acme OS\n', ''), /title: /],
  [
    'a rule without a group',
    `${GOOD}secrets: [{ kind: password, pattern: 'pw (\\S+)' }]\n`,
    /secrets\.0\.pattern: must have a group named secret, got/,
  ],
  ['text that is no YAML', 'name: [', /not YAML/],
] as const) {
  test(`${title} is told with field, rule and value`, async (t) => {
    const { code, stdout, stderr } = await check(await makeTempFolder(t), yaml);
    t.deepEqual([code, stdout], [2, '']);
    t.regex(stderr, /acme\.yaml: /);
    t.regex(stderr, message);
  });
}

test('a file that is not there is wrong usage', async (t) => {
  const { code, stderr } = await runCli(['platform', 'check', '/nowhere/acme.yaml']);
  t.is(code, 2);
  t.regex(stderr, /no such file/);
});
