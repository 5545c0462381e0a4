import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { pause } from '@netraven/common';

const run = promisify(execFile);
const POLL_MS = 20;

/** Whether a process runs; one that has ended but was not collected by its parent does not. */
export async function isProcessRunning(pid: number): Promise<boolean> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    return stat !== '' && !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  }
  const { stdout } = await run('ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

/** Whether somebody listens on a port of the loopback address. */
export function isPortOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Waits until a claim holds, for what tells nobody when it happens. @returns whether it did within `limitMs` */
export async function becomesTrue(
  claim: () => Promise<boolean> | boolean,
  limitMs = 20_000,
): Promise<boolean> {
  const endsAt = performance.now() + limitMs;
  for (;;) {
    if (await claim()) return true;
    if (performance.now() > endsAt) return false;
    await pause(POLL_MS);
  }
}
