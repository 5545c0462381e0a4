import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MINUTE } from '@netraven/common';

const run = promisify(execFile);

export interface UnpackOptions {
  /** Receives `nats-server`. */
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (text: string) => void;
}

/**
 * Downloads the distribution's nats-server package and takes the program out of it. Nothing is installed, no service
 * started, and no privilege needed. Where the package lists are empty, as in a fresh container, they are fetched into
 * a folder of their own.
 * @returns path of the program
 * @throws an error saying why it cannot be had
 */
export async function unpackNatsPackage({ dir, env, onProgress }: UnpackOptions): Promise<string> {
  if (process.platform !== 'linux') throw new Error('only on Debian and its derivatives');
  await run('apt-get', ['--version'], { env, timeout: MINUTE }).catch(() => {
    throw new Error('apt-get is not installed');
  });
  onProgress('fetching nats-server with apt-get');
  await mkdir(dir, { recursive: true });
  const work = await mkdtemp(join(dir, 'work-'));
  try {
    await download(work, env).catch(() => downloadWithOwnLists(work, env));
    const file = (await readdir(work)).find((name) => name.endsWith('.deb'));
    if (file === undefined) throw new Error('apt-get downloaded no package');
    await run('dpkg-deb', ['-x', join(work, file), join(work, 'tree')], { env, timeout: MINUTE });
    const unpacked = join(work, 'nats-server');
    await copyFile(join(work, 'tree', 'usr', 'sbin', 'nats-server'), unpacked);
    const program = join(dir, 'nats-server');
    await rename(unpacked, program);
    return program;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function download(
  work: string,
  env: NodeJS.ProcessEnv,
  options: readonly string[] = [],
): Promise<void> {
  await run('apt-get', [...options, 'download', 'nats-server'], { cwd: work, env, timeout: 2 * MINUTE });
}

async function downloadWithOwnLists(work: string, env: NodeJS.ProcessEnv): Promise<void> {
  const lists = join(work, 'lists');
  const cache = join(work, 'cache');
  await mkdir(join(lists, 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  const options = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`];
  await run('apt-get', [...options, 'update'], { env, timeout: 3 * MINUTE });
  await download(work, env, options);
}
