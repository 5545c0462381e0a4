import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MINUTE } from '@netraven/common';

const run = promisify(execFile);
const LIMIT_MS = 5 * MINUTE;

/** Stock git in a repository, whoever owns the folder: reading it runs nothing from it. */
export function openGit(path: string): (...args: string[]) => Promise<string> {
  return async (...args) => {
    const { stdout } = await run('git', ['-c', 'safe.directory=*', '-C', path, ...args], {
      timeout: LIMIT_MS,
      env: { ...process.env, LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1' },
    });
    return stdout;
  };
}
