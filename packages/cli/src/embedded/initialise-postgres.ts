import { execFile } from 'node:child_process';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MINUTE, NetravenError } from '@netraven/common';
import { handOver } from './hand-over.ts';
import type { PostgresPrograms } from './prepare-postgres-programs.ts';
import type { ServerUser } from './server-user.ts';

const run = promisify(execFile);

/** The user and the database of netraven in an embedded cluster. */
export const POSTGRES_NAME = 'netraven';

export interface InitialisePlan {
  readonly baseDir: string;
  readonly programs: PostgresPrograms;
  readonly password: string;
  readonly user: ServerUser | undefined;
  /** False skips the flush to disk, which a database for tests does not need. */
  readonly isDurable: boolean;
}

/**
 * Makes a cluster in `data` of the base folder unless there is one: UTF-8, byte order as collation (so that an update
 * of the system's locales never damages an index), passwords as SCRAM, one user and one database called `netraven`.
 * It appears under its name only when complete.
 * @throws NETRAVEN_DATABASE_FAILED with what the program printed
 */
export async function initialisePostgres(plan: InitialisePlan): Promise<string> {
  const data = join(plan.baseDir, 'data');
  if (await isThere(join(data, 'PG_VERSION'))) return data;
  const fresh = join(plan.baseDir, 'data.new');
  const passwordFile = join(plan.baseDir, 'initdb-password');
  try {
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    await writeFile(passwordFile, `${plan.password}\n`, { mode: 0o600 });
    for (const path of [fresh, passwordFile]) await handOver(path, plan.user);
    await runInitdb(plan, fresh, passwordFile);
    await createDatabase(plan, fresh);
    await rename(fresh, data);
    return data;
  } catch (cause) {
    if (cause instanceof NetravenError) throw cause;
    throw new NetravenError('NETRAVEN_DATABASE_FAILED', `cannot make a database: ${reasonOf(cause)}`, {
      cause,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Data that cannot be looked at (made by another user) must not be taken for none. */
async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
    throw new NetravenError('NETRAVEN_DATABASE_FAILED', `cannot look at the data: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

async function runInitdb(plan: InitialisePlan, data: string, passwordFile: string): Promise<void> {
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
  const access = [`--username=${POSTGRES_NAME}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const speed = plan.isDurable ? [] : ['--no-sync'];
  await run(plan.programs.initdb, ['--pgdata', data, ...access, ...locale, ...speed], asUser(plan));
}

/** In single-user mode, which needs no connection and no driver. */
async function createDatabase(plan: InitialisePlan, data: string): Promise<void> {
  const started = run(plan.programs.postgres, ['--single', '-D', data, 'postgres'], asUser(plan));
  started.child.stdin?.end(`CREATE DATABASE ${POSTGRES_NAME}\n`);
  await started;
}

function asUser(plan: InitialisePlan) {
  return {
    cwd: '/',
    timeout: 2 * MINUTE,
    env: { LC_ALL: 'C', PATH: process.env.PATH ?? '/usr/bin:/bin' },
    ...(plan.user ?? {}),
  };
}

function reasonOf(cause: unknown): string {
  const printed = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
  return printed.split('\n').at(-1) || (cause instanceof Error ? cause.message : String(cause));
}
