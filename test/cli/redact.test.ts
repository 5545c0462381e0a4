import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { makeTempFolder } from '../helpers/temp-folder.ts';
import { runCli } from './helpers/run-cli.ts';

const config = 'hostname a\nsnmp-server community hunter2value RO\nline vty 0 4\n';

test('redact keeps step with the lines, and the key of the instance makes the same tokens each time', async (t) => {
  const dir = await makeTempFolder(t);
  await runCli(['init', '--dir', dir]);
  const redact = () => runCli(['redact', '--platform', 'cisco_ios', '--dir', dir], { input: config });
  const first = await redact();
  t.deepEqual([first.code, first.stderr], [0, '']);
  t.regex(
    first.stdout,
    /^hostname a\nsnmp-server community <secret:snmp-community:k[0-9a-f]{4}-[0-9a-f]{12}> RO\nline vty 0 4\n$/,
  );
  t.deepEqual(await redact(), first);
});

test('without a key the tokens of two runs differ', async (t) => {
  const dir = await makeTempFolder(t);
  const redact = () => runCli(['redact', '--dir', dir], { input: config });
  const [first, second] = [await redact(), await redact()];
  t.false(first.stdout.includes('hunter2value'));
  t.not(first.stdout, second.stdout);
});

test('an unknown platform is refused before anything is printed', async (t) => {
  const dir = await makeTempFolder(t);
  const result = await runCli(['redact', '--platform', 'cisco_iso', '--dir', dir], { input: config });
  t.deepEqual([result.code, result.stdout], [2, '']);
  t.regex(result.stderr, /no such platform: cisco_iso; did you mean cisco_ios, /);
});

test('a platform of the operator is listed, shown and used', async (t) => {
  const dir = await makeTempFolder(t);
  await mkdir(join(dir, 'ours'));
  await writeFile(join(dir, 'netraven.yaml'), 'platforms:\n  folder: ours\n');
  const shown = await runCli(['platform', 'show', 'ios', '--dir', dir]);
  const own = shown.stdout
    .replace('name: cisco_ios', 'name: our_ios')
    .replace(/^aliases:\n(?: {2}- .*\n)*/m, 'aliases: []\n');
  await writeFile(join(dir, 'ours', 'our_ios.yaml'), own);
  const { stdout } = await runCli(['platform', 'show', 'our_ios', '--dir', dir]);
  t.is(stdout, own);
  const list = JSON.parse((await runCli(['platform', 'list', '--dir', dir, '--json'])).stdout);
  t.true(list.platforms.some(({ name }: { name: string }) => name === 'our_ios'));
  t.is((await runCli(['platform', 'show', 'nobodys_os', '--dir', dir])).code, 2);
});
