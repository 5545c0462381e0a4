import { execFileSync } from 'node:child_process';

/** Runs stock git on a bare repository; fails the test with its words when it fails. */
export function runGit(gitDir: string, args: readonly string[], input?: Buffer | string): string {
  return execFileSync('git', ['--git-dir', gitDir, ...args], {
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
    env: { ...process.env, GIT_CONFIG_NOSYSTEM: '1', HOME: gitDir },
    ...(input === undefined ? {} : { input }),
  }).trim();
}

/** A file of the repository, byte for byte. */
export function readBlob(gitDir: string, revision: string): Buffer {
  return execFileSync('git', ['--git-dir', gitDir, 'cat-file', 'blob', revision], { maxBuffer: 1 << 28 });
}

/** `git fsck` in its strictest form; throws on any finding but unreachable objects. */
export function checkWithGit(gitDir: string): void {
  runGit(gitDir, ['fsck', '--full', '--strict', '--no-dangling']);
}
