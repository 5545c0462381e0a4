import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { makeTempFolder } from '../helpers/temp-folder.ts';
import { instanceProcesses } from './helpers/instance-processes.ts';
import { runCli } from './helpers/run-cli.ts';

const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/netraven.ts', import.meta.url));

/** `netraven demo` as in a pipe, with a folder of its own for temporary files. */
async function startDemo(t: ExecutionContext) {
  const dir = await makeTempFolder(t);
  const demo = spawn(process.execPath, [PROGRAM, 'demo'], {
    env: { ...process.env, TMPDIR: dir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => demo.kill('SIGKILL'));
  const exited = once(demo, 'exit');
  return { dir, demo, exited, lines: createInterface({ input: demo.stdout }) };
}

test('the demo tells its story to the end and leaves nothing behind', async (t) => {
  const { dir, exited, lines } = await startDemo(t);
  const printed: string[] = [];
  for await (const line of lines) printed.push(line);
  t.deepEqual(await exited, [0, null]);
  const story = printed.join('\n');
  const told = [
    '1. Devices and a login',
    '2. The first backup',
    'COMPLETED_SUCCESS  6 devices',
    '3. Where the secrets went',
    'secrets of these devices were looked for in the stored configurations: none is there.',
    '4. Somebody changes something',
    '+ description moved to patch',
    '5. The history is plain git',
    'What to try next',
    'All stopped; nothing is left behind.',
  ];
  const places = told.map((text) => story.replaceAll(/\n(?=\S)/g, ' ').indexOf(text));
  t.false(places.includes(-1), told[places.indexOf(-1)]);
  t.deepEqual(
    places.toSorted((a, b) => a - b),
    places,
    'in this order',
  );
  t.deepEqual(await readdir(dir), []);
  t.deepEqual(await instanceProcesses(dir), []);
});

test('the demo stops in the middle, and still leaves nothing behind', async (t) => {
  const { dir, demo, exited, lines } = await startDemo(t);
  for await (const line of lines) if (line.startsWith('2. ')) break;
  demo.stdout.resume();
  demo.kill('SIGINT');
  t.deepEqual(await exited, [130, null]);
  t.deepEqual(await readdir(dir), []);
  t.deepEqual(await instanceProcesses(dir), []);
});

test('the demo refuses a folder that holds something: its backup of all devices must not meet real ones', async (t) => {
  const dir = await makeTempFolder(t);
  await mkdir(join(dir, 'keys'));
  await writeFile(join(dir, 'netraven.yaml'), '');
  const { code, stderr } = await runCli(['demo', '--dir', dir, '--json']);
  t.is(code, 2);
  t.is(JSON.parse(stderr).error.code, 'NETRAVEN_CONFLICT');
});
