import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { NetravenError, pause, SECOND } from '@netraven/common';

const run = promisify(execFile);
const LIMIT_MS = 15 * SECOND;
const POLL_MS = 100;

/**
 * Makes sure that no earlier server works on a folder: one whose parent was killed needs a moment to end. A process
 * id that now belongs to something else, as happens in restarted containers, does not count.
 * @param pidFile its first line is the server's process id; removed when the server is gone
 * @param marker text on the command line of the server, for example its folder
 * @throws NETRAVEN_INSTANCE_RUNNING when the server still runs after `limitMs`
 */
export async function awaitOrphan(pidFile: string, marker: string, limitMs = LIMIT_MS): Promise<void> {
  const text = await readFile(pidFile, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (Number.isNaN(pid)) return;
  const endsAt = performance.now() + limitMs;
  while (await runs(pid, marker)) {
    if (performance.now() > endsAt) {
      throw new NetravenError('NETRAVEN_INSTANCE_RUNNING', `process ${pid} works on ${marker} already`);
    }
    await pause(POLL_MS);
  }
  await rm(pidFile, { force: true });
}

async function runs(pid: number, marker: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.includes(marker);
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.includes(marker);
}
