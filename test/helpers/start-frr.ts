import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@netraven/cli/embedded';
import { pause } from '@netraven/common';
import test from 'ava';
import { testWith } from './find-tool.ts';
import { isPortOpen } from './process-state.ts';

const run = promisify(execFile);
const DAEMONS = ['zebra', 'staticd', 'bgpd', 'ospfd'];
const START_LIMIT_MS = 20_000;

/** A real FRRouting behind a real OpenSSH on loopback: `vtysh` is the login shell of its user. */
export interface TestFrr extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Types lines in `vtysh`, as an operator would. */
  vtysh(...commands: string[]): Promise<string>;
}

/** `test` where FRRouting can be started: on Linux, by root, with FRRouting and OpenSSH installed; else `test.skip`. */
export const testWithFrr =
  process.platform === 'linux' && process.getuid?.() === 0
    ? testWith('vtysh', 'sshd', 'unshare', 'ip', 'useradd', 'ssh-keygen', 'openssl')
    : test.skip;

/**
 * Starts the daemons in a network namespace of their own, under a path space of their own, so that neither the
 * routes nor the FRRouting of this machine are touched.
 * @param config what the router has configured at the start
 */
export async function startFrr(config: string): Promise<TestFrr> {
  const name = `nrtest${randomBytes(3).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), 'netraven-test-frr-'));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  try {
    await chmod(folder, 0o755);
    await startDaemons(name, folder, stack);
    const vtysh = async (...commands: string[]) => {
      const args = ['-N', name, ...commands.flatMap((command) => ['-c', command])];
      return (await run('vtysh', args)).stdout;
    };
    await loadConfig(vtysh, join(folder, 'frr.conf'), config, name);
    const password = randomBytes(12).toString('hex');
    await addUser(name, folder, password, stack);
    const port = await startSshd(name, folder, stack);
    return {
      host: '127.0.0.1',
      port,
      username: name,
      password,
      vtysh,
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

type Vtysh = TestFrr['vtysh'];

async function startDaemons(name: string, folder: string, stack: AsyncDisposableStack): Promise<void> {
  const states = [`/var/run/frr/${name}`, `/etc/frr/${name}`];
  for (const state of states) {
    stack.defer(() => rm(state, { recursive: true, force: true }));
    await mkdir(state, { recursive: true });
    await run('chown', ['frr:frr', state]);
  }
  await writeFile(`/etc/frr/${name}/vtysh.conf`, '', { mode: 0o644 });
  const commands = DAEMONS.map(
    (daemon) => `/usr/lib/frr/${daemon} -d -N ${name} -A 127.0.0.1 -i ${folder}/${daemon}.pid`,
  );
  await run('chmod', ['777', folder]);
  stack.defer(() => stopDaemons(folder));
  await run('unshare', ['--net', 'sh', '-ec', ['ip link set lo up', ...commands].join('; ')]);
}

async function stopDaemons(folder: string): Promise<void> {
  for (const daemon of DAEMONS) {
    const pid = Number(await readFile(join(folder, `${daemon}.pid`), 'utf8').catch(() => '0'));
    if (pid > 0) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }
}

async function loadConfig(vtysh: Vtysh, file: string, config: string, name: string): Promise<void> {
  await writeFile(file, config);
  await until('the daemons of FRRouting to answer', async () => {
    const shown = await vtysh('show daemons').catch(() => '');
    return DAEMONS.every((daemon) => shown.includes(daemon));
  });
  await run('vtysh', ['-N', name, '-f', file]);
}

/** The password is hashed with crypt's cheapest scheme: it protects a minute of loopback. */
async function addUser(
  name: string,
  folder: string,
  password: string,
  stack: AsyncDisposableStack,
): Promise<void> {
  const shell = join(folder, 'vtysh');
  await writeFile(shell, `#!/bin/sh\nexec vtysh -N ${name} "$@"\n`, { mode: 0o755 });
  const { stdout: hash } = await run('openssl', ['passwd', '-1', password]);
  await run('useradd', ['-M', '-d', '/', '-s', shell, '-G', 'frrvty,frr', '-p', hash.trim(), name]);
  stack.defer(async () => void (await run('userdel', [name]).catch(() => undefined)));
}

async function startSshd(name: string, folder: string, stack: AsyncDisposableStack): Promise<number> {
  const port = await findFreePort();
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'host_key')]);
  await mkdir('/run/sshd', { recursive: true });
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host_key')}`,
    `AllowUsers ${name}`,
    'PidFile none',
    'UsePAM no',
    'PasswordAuthentication yes',
    'PrintMotd no',
    'PrintLastLog no',
  ];
  await writeFile(join(folder, 'sshd_config'), `${settings.join('\n')}\n`);
  const sshd = spawn('/usr/sbin/sshd', ['-D', '-f', join(folder, 'sshd_config')], { stdio: 'ignore' });
  stack.defer(() => {
    sshd.kill('SIGTERM');
  });
  await until('sshd to listen', () => isPortOpen(port));
  return port;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + START_LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > endsAt) throw new Error(`waited ${START_LIMIT_MS} ms for ${what}`);
    await pause(50);
  }
}
