import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The newest commits as `git log --oneline` prints them: by stock git, or by isomorphic-git where it is not installed. */
export async function gitLog(repository: string, depth: number): Promise<string> {
  const arguments_ = ['-c', 'safe.directory=*', '-C', repository, 'log', '--oneline', `-${depth}`];
  const stock = await run('git', arguments_).catch(() => undefined);
  if (stock) return stock.stdout;
  const { default: git } = await import('isomorphic-git');
  const commits = await git.log({ fs, gitdir: repository, depth });
  return commits
    .map(({ oid, commit }) => `${oid.slice(0, 7)} ${commit.message.split('\n', 1)[0]}\n`)
    .join('');
}
