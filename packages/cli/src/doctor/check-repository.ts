import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MINUTE } from '@netraven/common';
import { fileExists } from '../instance/file-exists.ts';
import { type Check, fail, ok, type Patient, warn } from './check.ts';

const run = promisify(execFile);
const FSCK_LIMIT_MS = 5 * MINUTE;

/** The repository, where it is on this machine: that all commits are there and PostgreSQL agrees on the newest. */
export async function checkRepository({ api }: Patient): Promise<Check[]> {
  const path = api.target.endpoint?.repository;
  if (path === undefined || !(await fileExists(path))) {
    return [ok('repository', path === undefined ? 'on another machine, not looked at' : 'no backup yet')];
  }
  const git = gitIn(path);
  const version = await git('--version').catch(() => undefined);
  if (version === undefined) {
    return [
      warn('repository', `${path}, not checked: git is not installed`, 'Install git to have it checked.'),
    ];
  }
  try {
    await git('fsck', '--connectivity-only', '--no-dangling', '--no-progress');
  } catch (error) {
    return [
      fail('repository', `${path}: git fsck: ${reasonOf(error)}`, 'Restore it from its remote or a backup.'),
    ];
  }
  return [
    await compareHeads(api, {
      path,
      head: await git('rev-parse', '--verify', '--quiet', 'HEAD').catch(() => ''),
    }),
  ];
}

async function compareHeads(
  api: Patient['api'],
  { path, head }: { readonly path: string; readonly head: string },
): Promise<Check> {
  const { writerHead } = await api.call('status', {});
  const commit = head.trim();
  if ((writerHead ?? '') === commit || commit === '') return ok('repository', `${path}, fsck clean`);
  return warn(
    'repository',
    `${path}, fsck clean, but its newest commit is ${commit.slice(0, 10)} and PostgreSQL knows ${writerHead?.slice(0, 10) ?? 'none'}`,
    'Normal for a moment during a backup; if it stays, restart the git-writer, which catches up.',
  );
}

/** Whoever owns the folder: reading it runs nothing from it. */
function gitIn(path: string): (...args: string[]) => Promise<string> {
  return async (...args) => {
    const { stdout } = await run('git', ['-c', 'safe.directory=*', '-C', path, ...args], {
      timeout: FSCK_LIMIT_MS,
      env: { ...process.env, LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1' },
    });
    return stdout;
  };
}

function reasonOf(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  const line = (stderr ?? '').split('\n').find((text) => text.trim() !== '');
  return line ?? (error instanceof Error ? error.message : String(error));
}
