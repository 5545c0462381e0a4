import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MINUTE } from '@netraven/common';

const LIMIT_MS = 10 * MINUTE;

/**
 * Lets stock git index the history, which makes its `log -- <path>` ten times as fast. A git that outlives this
 * process does no harm: it only adds files that it has locked.
 * @returns false when there is no git on PATH
 */
export async function writeCommitGraph(gitDir: string): Promise<boolean> {
  const args = ['--git-dir', gitDir, 'commit-graph', 'write', '--reachable', '--changed-paths', '--split'];
  try {
    await promisify(execFile)('git', args, { timeout: LIMIT_MS, killSignal: 'SIGKILL' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
