import { fileExists } from '../instance/file-exists.ts';
import { type Check, fail, ok, type Patient, warn } from './check.ts';
import { openGit } from './open-git.ts';

const RESTORE =
  'Stop the git-writer, restore the folder from its remote or a backup, start it again. If this is all there is: netraven doctor --repair --accept-loss.';

/** The repository, where it is on this machine: that all commits are there and PostgreSQL agrees on the newest. */
export async function checkRepository({ api }: Patient): Promise<Check[]> {
  const path = api.target.endpoint?.repository;
  if (path === undefined) return [ok('repository', 'on another machine, not looked at')];
  const { writerHead } = await api.call('status', {});
  if (!(await fileExists(path))) {
    return [
      writerHead === null
        ? ok('repository', 'no backup yet')
        : fail('repository', `${path} is gone; PostgreSQL knows of commit ${short(writerHead)}`, RESTORE),
    ];
  }
  const git = openGit(path);
  const version = await git('--version').catch(() => undefined);
  if (version === undefined) {
    return [
      warn('repository', `${path}, not checked: git is not installed`, 'Install git to have it checked.'),
    ];
  }
  try {
    await git('fsck', '--connectivity-only', '--no-dangling', '--no-progress');
  } catch (error) {
    return [fail('repository', `${path}: git fsck: ${reasonOf(error)}`, RESTORE)];
  }
  const head = (await git('rev-parse', '--verify', '--quiet', 'HEAD').catch(() => '')).trim();
  return [await compareHeads(path, { head, recorded: writerHead, git })];
}

interface Heads {
  /** Empty before the first commit. */
  readonly head: string;
  readonly recorded: string | null;
  readonly git: ReturnType<typeof openGit>;
}

async function compareHeads(path: string, { head, recorded, git }: Heads): Promise<Check> {
  if ((recorded ?? '') === head) return ok('repository', `${path}, fsck clean`);
  const found = `${path}, fsck clean, but its newest commit is ${short(head)} and PostgreSQL knows ${short(recorded ?? '')}`;
  const isBehind = recorded !== null && !(await contains(git, recorded));
  if (isBehind) return fail('repository', `${found}, which it does not contain`, RESTORE);
  return warn(
    'repository',
    found,
    'Normal for a moment during a backup; if it stays: netraven doctor --repair.',
  );
}

/** Whether a commit is on the branch. */
async function contains(git: ReturnType<typeof openGit>, commit: string): Promise<boolean> {
  return git('merge-base', '--is-ancestor', commit, 'HEAD').then(
    () => true,
    () => false,
  );
}

function short(commit: string): string {
  return commit === '' ? 'none' : commit.slice(0, 10);
}

function reasonOf(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  const line = (stderr ?? '').split('\n').find((text) => text.trim() !== '');
  return line ?? (error instanceof Error ? error.message : String(error));
}
