import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MINUTE } from '@netraven/common';

const run = promisify(execFile);

/** Installs the nats-server of Homebrew and returns its path; for macOS, where neither apt nor a package of ours is. */
export async function installNatsWithBrew(
  env: NodeJS.ProcessEnv,
  onProgress: (text: string) => void,
): Promise<string> {
  if (process.platform !== 'darwin') throw new Error('only on macOS');
  const { stdout } = await run('brew', ['--prefix'], { env, timeout: MINUTE }).catch(() => {
    throw new Error('Homebrew is not installed');
  });
  onProgress('installing nats-server with Homebrew');
  await run('brew', ['install', 'nats-server'], { env, timeout: 5 * MINUTE });
  return join(stdout.trim(), 'bin', 'nats-server');
}
