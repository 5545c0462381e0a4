import { chown } from 'node:fs/promises';
import { NetravenError } from '@netraven/common';
import type { ServerUser } from './server-user.ts';

/**
 * Gives a file or folder to the server's user; does nothing where the server runs as the caller.
 * @throws NETRAVEN_DATABASE_FAILED where root is not allowed to, as in some containers
 */
export async function handOver(path: string, user: ServerUser | undefined): Promise<void> {
  if (user === undefined) return;
  await chown(path, user.uid, user.gid).catch((cause: Error) => {
    throw new NetravenError(
      'NETRAVEN_DATABASE_FAILED',
      `cannot give ${path} to user ${user.uid}: ${cause.message}`,
      {
        cause,
        hint: 'PostgreSQL does not run as root: start netraven as an ordinary user, or name a PostgreSQL with database.url.',
      },
    );
  });
}
