#!/usr/bin/env node
// Installs netraven's dependencies when they are missing or out of date, then runs a command of scripts/run.ts with
// the Node that they bring. Needs nothing but Node 18 or newer and npm, so it may use no dependency and no TypeScript.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, constants as osConstants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@12.4.2';
const OLDEST_NODE = 18;
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const COMMANDS = ['setup', 'demo', 'test', 'check', 'bench', 'chaos', 'pack-client'];
const LOCK_LIMIT_MS = 15 * 60 * 1000;
const LOCK_WRITE_MS = 5 * 1000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const ownNode = join(bin, 'node');
const marker = join(root, 'node_modules', '.bootstrap');
const lock = join(root, '.cache', 'bootstrap.lock');

const [command = 'setup', ...args] = process.argv.slice(2);
await main();

async function main() {
  if (!COMMANDS.includes(command)) {
    fail(`"${command}" is not one of ${COMMANDS.join(', ')}.`, 'Run for example: npm run demo');
  }
  refuseUnfitMachine();
  await withLock(() => {
    if (!isInstalled()) install();
  });
  runCommand();
}

function refuseUnfitMachine() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    fail(
      `This is Node ${process.versions.node}; ${OLDEST_NODE} or newer is needed to begin with.`,
      'See https://nodejs.org',
    );
  }
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    fail(
      `netraven runs on ${PLATFORMS.join(', ')}; this is ${platform}.`,
      'On Windows use WSL 2, or the containers of docker-compose.yml.',
    );
  }
  const isMusl = process.platform === 'linux' && !process.report?.getReport().header.glibcVersionRuntime;
  if (isMusl) {
    fail(
      'This Linux has no glibc (Alpine?), for which its programs are built.',
      'Use Debian, Ubuntu or Fedora, or the containers of docker-compose.yml.',
    );
  }
}

/** Two commands started at once must not install into the same folder. */
async function withLock(action) {
  const endsAt = Date.now() + LOCK_LIMIT_MS;
  mkdirSync(dirname(lock), { recursive: true });
  for (let isToldAbout = false; !takeLock(); isToldAbout = true) {
    if (!isToldAbout) say('another command is installing, waiting for it');
    if (Date.now() > endsAt)
      fail(`The lock ${lock} is held for too long.`, 'If nothing installs, remove it.');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  process.once('exit', () => rmSync(lock, { force: true }));
  action();
  rmSync(lock, { force: true });
}

function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isLockHeld()) return false;
    rmSync(lock, { force: true });
    return takeLock();
  }
}

/**
 * The lock of a process that was killed counts no longer; one without a process id is just being written. This process
 * asks before it has the lock, so its own id is left from an earlier life: containers begin to count anew.
 */
function isLockHeld() {
  const pid = Number.parseInt(readOrEmpty(lock), 10);
  if (Number.isInteger(pid)) return pid !== process.pid && isRunning(pid);
  const made = statSync(lock, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.mtimeMs < LOCK_WRITE_MS;
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** What is installed depends on the lockfile and the platform alone. */
function fingerprint() {
  const hash = createHash('sha256').update(`${PNPM} ${process.platform} ${process.arch}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function isInstalled() {
  return readOrEmpty(marker) === fingerprint() && nothingMissing() && ownNodeRuns();
}

/** A look at every dependency: an interrupted install or an "npm install" by habit leaves holes. */
function nothingMissing() {
  const packages = [
    root,
    join(root, 'test'),
    ...readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name)),
  ];
  return packages
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .every((folder) => {
      const { dependencies, devDependencies } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      const names = Object.keys({ ...dependencies, ...devDependencies });
      return names.every((name) => existsSync(join(folder, 'node_modules', name, 'package.json')));
    });
}

function ownNodeRuns() {
  return spawnSync(ownNode, ['--version'], { stdio: 'ignore' }).status === 0;
}

function install() {
  say('installing dependencies into node_modules (once; about 150 MB from the npm registry)');
  if (!runPnpm()) {
    say('the install failed; trying once more from an empty node_modules');
    removeModules();
    if (!runPnpm()) {
      fail(
        'The dependencies could not be installed; pnpm says why above.',
        'netraven needs the npm registry once: check "npm ping", and proxy, registry and cafile in ~/.npmrc.',
      );
    }
  }
  if (!existsSync(ownNode)) {
    fail(
      'The Node that netraven brings was not installed: optional dependencies are switched off.',
      'Check "optional" and "omit" in ~/.npmrc.',
    );
  }
  if (!ownNodeRuns())
    fail(`${ownNode} does not run on this machine.`, `It printed: ${printedBy(ownNode, ['--version'])}`);
  if (!nothingMissing())
    fail('Some dependencies are still missing after the install.', 'Remove node_modules and try again.');
  writeFileSync(marker, fingerprint());
}

function runPnpm() {
  const [npx, ...first] = findNpx();
  const options = { cwd: root, env: installEnvironment(), stdio: ['ignore', 2, 2] };
  const result = spawnSync(npx, [...first, '--yes', PNPM, 'install', '--frozen-lockfile'], options);
  if (result.error?.code === 'ENOENT')
    fail('npx was not found.', 'Install npm: it comes with Node, or as the package "npm".');
  return result.status === 0;
}

/** The npx beside the npm that started this, so that both read the same configuration. */
function findNpx() {
  const npm = process.env.npm_execpath ?? '';
  const npx = join(dirname(npm), 'npx-cli.js');
  return npm.endsWith('npm-cli.js') && existsSync(npx) ? [process.execPath, npx] : ['npx'];
}

function removeModules() {
  const folders = ['', 'test', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))];
  for (const folder of folders) rmSync(join(root, folder, 'node_modules'), { recursive: true, force: true });
}

/**
 * npm hands its whole configuration to scripts as variables; pnpm would take that of another tool for its own. Only
 * what says how to reach the registry is kept. NODE_ENV=production would leave out development dependencies.
 */
function installEnvironment() {
  const kept =
    /^npm_config_(registry|.*proxy|noproxy|ca|cafile|cert|key|strict_ssl|cache|userconfig|globalconfig|.*:_.*|_auth.*|.*_authtoken)$/i;
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (name === 'NODE_ENV' || (/^(npm|pnpm)_/i.test(name) && !kept.test(name))) continue;
    env[name] = value;
  }
  return { ...env, ...homeThatCanBeWritten(), CI: 'true', NODE_USE_SYSTEM_CA: env.NODE_USE_SYSTEM_CA ?? '1' };
}

/** Containers often run as a user without a home; npm and pnpm need a cache somewhere. */
function homeThatCanBeWritten() {
  try {
    accessSync(homedir(), constants.W_OK);
    return {};
  } catch {
    const home = join(root, '.cache', 'home');
    mkdirSync(home, { recursive: true });
    return { HOME: home };
  }
}

function runCommand() {
  const env = {
    ...process.env,
    ...homeThatCanBeWritten(),
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  };
  env.NODE_USE_SYSTEM_CA ??= '1';
  const child = spawn(ownNode, [join(root, 'scripts', 'run.ts'), command, ...args], {
    stdio: 'inherit',
    env,
  });
  // A terminal sends Ctrl-C to both processes: this one stays until the other has cleaned up.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) =>
    fail(`${ownNode} did not start: ${error.message}`, 'Remove node_modules and try again.'),
  );
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (osConstants.signals[signal] ?? 0)));
}

function printedBy(program, programArgs) {
  const result = spawnSync(program, programArgs, { encoding: 'utf8' });
  return (result.stderr || result.error?.message || 'nothing').trim();
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function say(text) {
  process.stderr.write(`netraven: ${text}\n`);
}

function fail(problem, remedy) {
  process.stderr.write(`netraven: ${problem}\n          ${remedy}\n`);
  process.exit(1);
}
