import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canReach } from './can-reach.ts';
import { handOver } from './hand-over.ts';
import type { ServerUser } from './server-user.ts';

/** Not cleaned by the system, and open to the server's user. */
const KEPT_ROOT = '/var/lib/netraven';
const TEMPORARY_ROOT = '/var/tmp';
const POINTER = 'outside';

/** Where one database lives. */
export interface PostgresPlace {
  /** Holds `data`, and `native` where the programs had to be copied. */
  readonly baseDir: string;
  /** Holds the password: a folder of the caller's. */
  readonly ownDir: string;
  /** The base folder if it is not below the one that was asked for. */
  readonly outsideDir: string | undefined;
}

/**
 * Chooses and makes the folders of a database that is kept. They are below `dir`, unless the server's user cannot get
 * there (root's home, an instance folder with mode 0700): then the data is in a folder below `/var/lib/netraven`, and
 * the file `outside` in `dir` names it.
 */
export async function placeKeptPostgres(dir: string, user: ServerUser | undefined): Promise<PostgresPlace> {
  const ownDir = resolve(dir);
  await mkdir(ownDir, { recursive: true, mode: user ? 0o711 : 0o700 });
  const known = await readOutside(ownDir);
  if (known !== undefined) return { baseDir: known, ownDir, outsideDir: known };
  if (user === undefined) return { baseDir: ownDir, ownDir, outsideDir: undefined };

  const hasDataHere = await stat(join(ownDir, 'data')).then(
    () => true,
    () => false,
  );
  if (hasDataHere || (await canReach(join(ownDir, 'data'), user.uid))) {
    return { baseDir: ownDir, ownDir, outsideDir: undefined };
  }
  const outside = join(KEPT_ROOT, `postgres-${randomBytes(6).toString('hex')}`);
  await mkdir(KEPT_ROOT, { recursive: true, mode: 0o755 });
  await mkdir(outside, { mode: 0o711 });
  await writeFile(join(ownDir, POINTER), `${outside}\n`, { mode: 0o600 });
  return { baseDir: outside, ownDir, outsideDir: outside };
}

/** Makes the folder of a database that goes away with its server, which therefore owns all of it. */
export async function placeTemporaryPostgres(user: ServerUser | undefined): Promise<PostgresPlace> {
  const parent = user ? TEMPORARY_ROOT : tmpdir();
  const baseDir = await mkdtemp(join(parent, 'netraven-postgres-'));
  await chmod(baseDir, 0o700);
  await handOver(baseDir, user);
  return { baseDir, ownDir: baseDir, outsideDir: baseDir };
}

/**
 * Removes a kept database that has been stopped: its folder and what had to be put outside of it.
 * @param dir the folder it was started with
 */
export async function removePostgres(dir: string): Promise<void> {
  const ownDir = resolve(dir);
  const outside = await readOutside(ownDir);
  if (outside !== undefined) {
    await rm(outside, { recursive: true, force: true });
    // Other databases may be there.
    await rmdir(KEPT_ROOT).catch(() => undefined);
  }
  await rm(ownDir, { recursive: true, force: true });
}

async function readOutside(ownDir: string): Promise<string | undefined> {
  const text = await readFile(join(ownDir, POINTER), 'utf8').catch(() => undefined);
  const outside = text?.trim();
  return outside?.startsWith(`${KEPT_ROOT}/postgres-`) ? outside : undefined;
}
