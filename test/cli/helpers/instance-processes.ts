import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Command lines of the processes that name a folder on theirs: what an instance has running. */
export async function instanceProcesses(dir: string): Promise<string[]> {
  const lines = process.platform === 'linux' ? await readProc() : await readPs();
  return lines.filter((line) => line.includes(dir));
}

async function readProc(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const lines = pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).map((line) => line.split('\0').join(' '));
}

async function readPs(): Promise<string[]> {
  const { stdout } = await run('ps', ['-axo', 'command=']);
  return stdout.split('\n');
}
