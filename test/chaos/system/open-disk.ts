import { execFile, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MIB = 1024 * 1024;

/** The file system of the repository. */
export interface Disk extends AsyncDisposable {
  readonly dir: string;
  /** Whether it is one of its own, which can be filled. */
  readonly isSmall: boolean;
  /** Takes every byte that is left. */
  fill(): void;
  /** Gives them back. */
  free(): void;
  /** Copies what is on it to where it outlives the run. */
  keep(target: string): Promise<void>;
}

/** Mounts a small tmpfs, which only root on Linux can; elsewhere a folder, which cannot be filled. */
export async function openDisk(dir: string, sizeMib: number): Promise<Disk> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const isSmall = await mountTmpfs(dir, sizeMib);
  const filler = join(dir, 'filler');
  const unmount = () => void (isSmall && spawnSync('umount', ['--lazy', dir]));
  process.once('exit', unmount);
  return {
    dir,
    isSmall,
    fill: () => fillFile(filler),
    free: () => rmSync(filler, { force: true }),
    keep: async (target) => {
      if (isSmall) await cp(dir, target, { recursive: true, filter: (path) => path !== filler });
    },
    [Symbol.asyncDispose]: async () => {
      process.off('exit', unmount);
      unmount();
    },
  };
}

async function mountTmpfs(dir: string, sizeMib: number): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=0700`, 'netraven-chaos', dir]);
    return true;
  } catch {
    return false;
  }
}

/** Large pieces first, then pages, so that not one is left. */
function fillFile(path: string): void {
  const file = openSync(path, 'a');
  try {
    for (const size of [MIB, 4096]) {
      const piece = Buffer.alloc(size);
      try {
        while (writeSync(file, piece) > 0);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}
