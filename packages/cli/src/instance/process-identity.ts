import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Which machine, container or boot process ids count in. */
export async function readMachineId(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${hostname()} ${boot.trim()}`.trim();
}

/**
 * When a process started, in the system's own writing: tells a process from a later one with the same id.
 * @returns undefined when there is no such process
 */
export async function readStartTime(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // Field 22; the name in field 2 may hold blanks and parentheses.
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  }
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() || undefined;
}
