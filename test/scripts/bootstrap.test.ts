import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { root } from '../../scripts/run-program.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

/** Stands in for npx and pnpm: notes how it was called, and installs one dependency and the project's Node. */
const fakeNpx = `#!/bin/sh
echo "$@" >> calls
env > environment
[ ! -e broken ] || exit 1
mkdir -p node_modules/.bin node_modules/thing
echo '{}' > node_modules/thing/package.json
ln -sf "${process.execPath}" node_modules/.bin/node
`;

async function makeProject(t: ExecutionContext): Promise<string> {
  const folder = await makeTempFolder(t);
  for (const name of ['scripts', 'packages', 'bin']) await mkdir(join(folder, name));
  await copyFile(join(root, 'scripts', 'bootstrap.mjs'), join(folder, 'scripts', 'bootstrap.mjs'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies: { thing: '1.0.0' } }));
  await writeFile(join(folder, 'pnpm-lock.yaml'), 'first');
  await writeFile(join(folder, 'pnpm-workspace.yaml'), '');
  await writeFile(join(folder, 'bin', 'npx'), fakeNpx, { mode: 0o755 });
  const program = 'console.log(JSON.stringify(process.argv.slice(2))); process.exit(7);';
  await writeFile(join(folder, 'scripts', 'run.ts'), program);
  return folder;
}

async function bootstrap(folder: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(folder, 'scripts', 'bootstrap.mjs'), ...args], {
    env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: Number(code), stdout, stderr };
}

async function installs(folder: string): Promise<number> {
  const calls = await readFile(join(folder, 'calls'), 'utf8').catch(() => '');
  return calls.split('\n').length - 1;
}

test('the first command installs, later ones do not; arguments and exit code are passed on', async (t) => {
  const folder = await makeProject(t);
  const first = await bootstrap(folder, ['bench', 'one']);
  t.deepEqual([first.code, first.stdout], [7, '["bench","one"]\n']);
  t.regex(await readFile(join(folder, 'calls'), 'utf8'), /^--yes pnpm@[\d.]+ install --frozen-lockfile\n$/);
  await bootstrap(folder, ['test']);
  t.is(await installs(folder), 1);
});

test('a new lockfile, a missing dependency or a missing Node is installed again', async (t) => {
  const folder = await makeProject(t);
  await bootstrap(folder, ['test']);
  await writeFile(join(folder, 'pnpm-lock.yaml'), 'second');
  await bootstrap(folder, ['test']);
  t.is(await installs(folder), 2);
  await rm(join(folder, 'node_modules', 'thing'), { recursive: true });
  await bootstrap(folder, ['test']);
  t.is(await installs(folder), 3);
  await rm(join(folder, 'node_modules', '.bin', 'node'));
  await bootstrap(folder, ['test']);
  t.is(await installs(folder), 4);
});

test('pnpm gets how to reach the registry from npm, and nothing else of its configuration', async (t) => {
  const folder = await makeProject(t);
  await bootstrap(folder, ['test'], {
    NODE_ENV: 'production',
    npm_config_registry: 'https://registry.example/',
    npm_config_omit: 'optional',
    npm_config_local_prefix: '/elsewhere',
    npm_lifecycle_event: 'test',
  });
  const environment = await readFile(join(folder, 'environment'), 'utf8');
  const names = environment.split('\n').map((line) => line.split('=', 1)[0] ?? '');
  t.deepEqual(names.filter((name) => /^npm_|^NODE_|^CI$/.test(name)).sort(), [
    'CI',
    'NODE_USE_SYSTEM_CA',
    'npm_config_registry',
  ]);
});

test('an install that fails is tried once more, then told with what to check', async (t) => {
  const folder = await makeProject(t);
  await writeFile(join(folder, 'broken'), '');
  const { code, stdout, stderr } = await bootstrap(folder, ['test']);
  t.is(code, 1);
  t.is(stdout, '');
  t.regex(stderr, /could not be installed.*\n.*registry.*npm ping/);
  t.is(await installs(folder), 2);
});

test('without npx the message names npm', async (t) => {
  const folder = await makeProject(t);
  await rm(join(folder, 'bin', 'npx'));
  const { code, stderr } = await bootstrap(folder, ['test'], { PATH: join(folder, 'bin') });
  t.is(code, 1);
  t.regex(stderr, /npx was not found\.\n.*Install npm/);
});

test('an unknown command is refused with the known ones', async (t) => {
  const folder = await makeProject(t);
  const { code, stderr } = await bootstrap(folder, ['tset']);
  t.is(code, 1);
  t.regex(stderr, /"tset" is not one of setup, demo, test, check, bench/);
  t.is(await installs(folder), 0);
});

test('a lock with the own process id is of an earlier life of the container, and taken over', async (t) => {
  const folder = await makeProject(t);
  await mkdir(join(folder, '.cache'));
  const lock = join(folder, '.cache', 'bootstrap.lock');
  const script = `echo $$ > '${lock}'; exec '${process.execPath}' '${join(folder, 'scripts', 'bootstrap.mjs')}' test`;
  const child = spawn('/bin/sh', ['-c', script], {
    env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, HOME: folder },
    stdio: 'ignore',
  });
  t.teardown(() => child.kill('SIGKILL'));
  t.deepEqual(await once(child, 'exit'), [7, null]);
  await t.throwsAsync(stat(lock), { code: 'ENOENT' });
});

test('the lock of a command that was killed is taken over', async (t) => {
  const folder = await makeProject(t);
  await mkdir(join(folder, '.cache'));
  const ended = spawn('true', { stdio: 'ignore' });
  await once(ended, 'close');
  await writeFile(join(folder, '.cache', 'bootstrap.lock'), String(ended.pid));
  t.is((await bootstrap(folder, ['test'])).code, 7);
  await t.throwsAsync(stat(join(folder, '.cache', 'bootstrap.lock')), { code: 'ENOENT' });
});

test('a user without a home gets one below the project', async (t) => {
  const folder = await makeProject(t);
  t.is((await bootstrap(folder, ['test'], { HOME: join(folder, 'absent') })).code, 7);
  const environment = await readFile(join(folder, 'environment'), 'utf8');
  t.true(environment.split('\n').includes(`HOME=${join(folder, '.cache', 'home')}`));
});
