import type { openGit } from './open-git.ts';

/** One line a commit: its capture, and what it changed. */
const FORMAT = '%(trailers:key=Capture-Id,valueonly,separator=) %(trailers:key=Change,valueonly,separator=)';

/** Commits of the branch that store a configuration: neither those of another hand nor those that seal anew. */
export async function countVersions(git: ReturnType<typeof openGit>): Promise<number> {
  const log = await git('log', `--format=${FORMAT}`, 'HEAD').catch(() => '');
  return log.split('\n').filter((line) => /^\S+ (?!resealed)\S/.test(line)).length;
}
