import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findFreePort, findNatsServer } from '@netraven/cli/embedded';
import { becomesTrue, isPortOpen } from './process-state.ts';

const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/netraven.ts', import.meta.url));

/** The host of a site: its nats-server and an executor, from the folder of `site add --out`. */
export interface LeafSite extends AsyncDisposable {
  readonly url: string;
  readonly monitorUrl: string;
}

/**
 * Starts both from the files as they are, but for addresses and paths, which are those of this machine.
 * @param sessions at most at the same time
 */
export async function startLeafSite(folder: string, site: string, sessions = 100): Promise<LeafSite> {
  const [port, monitor] = [await findFreePort(), await findFreePort()];
  const here: [string, string][] = [
    ['127.0.0.1:4222', `127.0.0.1:${port}`],
    ['127.0.0.1:8222', `127.0.0.1:${monitor}`],
    ['/var/lib/netraven-nats', join(folder, 'store')],
    ['/etc/netraven', folder],
  ];
  for (const name of ['nats-server.conf', 'executor.yaml']) {
    const text = await readFile(join(folder, name), 'utf8');
    const moved = here.reduce((all, [from, to]) => all.replaceAll(from, to), text);
    await writeFile(join(folder, `here-${name}`), moved, { mode: 0o600 });
  }
  const { path } = await findNatsServer();
  const server = spawn(path, ['-c', join(folder, 'here-nats-server.conf')], { stdio: 'ignore' });
  if (!(await becomesTrue(() => isPortOpen(port), 60_000)))
    throw new Error(`nats-server of ${site} did not come up`);
  const args = ['executor', '--site', site, '--config', join(folder, 'here-executor.yaml')];
  const executor = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NETRAVEN_EXECUTOR_SESSIONS: `${sessions}`,
      NETRAVEN_LOG_LEVEL: process.env.NETRAVEN_TEST_LOG ?? 'silent',
    },
  });
  const lines = createInterface({ input: executor.stdout });
  await Promise.race([
    once(lines, 'line'),
    once(executor, 'exit').then(() => Promise.reject(new Error('the executor ended'))),
  ]);
  return {
    url: `nats://127.0.0.1:${port}`,
    monitorUrl: `http://127.0.0.1:${monitor}`,
    [Symbol.asyncDispose]: async () => {
      for (const child of [executor, server]) await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await exited;
  clearTimeout(limit);
}
