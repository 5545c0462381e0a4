import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NetravenError } from '@netraven/common';
import { findPlatform, loadPlatforms, parsePlatform, platformNames } from '@netraven/common/platform';
import test from 'ava';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const ACME = `
name: acme_os
title: Acme OS
aliases: [acmeos]
prompt: '^(?<name>\\S+)>$'
configuration:
  commands: [show config]
  endMarker: '^# end$'
`;

test.serial('a file adds a platform, with the defaults for what it leaves out', async (t) => {
  const folder = await makeTempFolder(t);
  await writeFile(join(folder, 'acme.yaml'), ACME);
  await writeFile(join(folder, 'README.txt'), 'no platform');
  const loaded = await loadPlatforms(folder);
  t.deepEqual(
    loaded.map((platform) => platform.name),
    ['acme_os'],
  );
  t.is(findPlatform('AcmeOS'), loaded[0]);
  t.like(loaded[0], {
    channel: 'shell',
    lineEnd: 'lf',
    algorithms: 'modern',
    comment: '!',
    setup: [],
    patience: 1,
  });
});

test.serial('a file overrides a built-in platform of the same name, its aliases too', async (t) => {
  const folder = await makeTempFolder(t);
  const count = platformNames().length;
  await writeFile(join(folder, 'vyos.yml'), ACME.replace('acme_os', 'vyos').replace('acmeos', 'my_vyos'));
  await loadPlatforms(folder);
  t.is(findPlatform('vyos')?.title, 'Acme OS');
  t.is(findPlatform('my_vyos')?.name, 'vyos');
  t.is(findPlatform('vyatta'), undefined);
  t.is(platformNames().length, count);
});

const wrong: readonly (readonly [string, string, string])[] = [
  [
    'a field that is missing',
    ACME.replace('title: Acme OS', ''),
    'platform file acme.yaml: title: is required',
  ],
  [
    'a name that is none',
    ACME.replace('acme_os', 'Acme-OS'),
    'platform file acme.yaml: name: must be lower-case letters, digits and _, got "Acme-OS"',
  ],
  [
    'a regular expression that is none',
    ACME.replace("'^# end$'", "'(('"),
    'platform file acme.yaml: configuration.endMarker: must be a JavaScript regular expression, got "(("',
  ],
  [
    'no command',
    ACME.replace('[show config]', '[]'),
    'platform file acme.yaml: configuration.commands: must have at least 1 item',
  ],
  [
    'a field nobody knows',
    `${ACME}promt: x\n`,
    'platform file acme.yaml: has unknown fields: "promt" (did you mean prompt, proven?)',
  ],
];

for (const [title, yaml, message] of wrong) {
  test(`${title} is told with the field, the rule and the value`, (t) => {
    const error = t.throws(() => parsePlatform('acme.yaml', yaml), { instanceOf: NetravenError });
    t.deepEqual([error?.code, error?.message], ['NETRAVEN_CONFIG_INVALID', message]);
  });
}

test('a file that is no YAML is told', (t) => {
  const error = t.throws(() => parsePlatform('acme.yaml', 'name: [x'), { instanceOf: NetravenError });
  t.regex(error?.message ?? '', /^platform file acme\.yaml: not YAML: /);
});

test('a folder that is not there is told', async (t) => {
  const error = await t.throwsAsync(() => loadPlatforms('/nowhere/platforms'), { instanceOf: NetravenError });
  t.is(error?.message, 'platforms.folder: /nowhere/platforms cannot be read');
});

test('the example of the docs is a platform', async (t) => {
  const page = await readFile(new URL('../../../docs/platforms.md', import.meta.url), 'utf8');
  const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
  t.like(parsePlatform('example.yaml', example), {
    name: 'acme_os',
    configuration: { commands: ['show running-config'] },
  });
});
