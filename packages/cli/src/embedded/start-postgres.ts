import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, MINUTE, NetravenError, Secret } from '@netraven/common';
import { awaitOrphan } from './await-orphan.ts';
import { findFreePort } from './find-free-port.ts';
import { initialisePostgres, POSTGRES_NAME } from './initialise-postgres.ts';
import { type PostgresPlace, placeKeptPostgres, placeTemporaryPostgres } from './place-postgres.ts';
import { preparePostgresPrograms } from './prepare-postgres-programs.ts';
import { retryTakenPort } from './retry-taken-port.ts';
import { postgresUser, type ServerUser } from './server-user.ts';
import { type GuardedCommand, spawnGuarded } from './spawn-guarded.ts';
import { type SupervisedServer, superviseServer } from './supervise-server.ts';

/** Recovery after a crash replays at most `max_wal_size`, 1 GB. */
const READY_LIMIT_MS = 3 * MINUTE;
const END_LIMIT_MS = 30_000;

/** What an embedded PostgreSQL needs. */
export interface StartPostgresOptions {
  /** Folder of its own for a database that is kept. Without it the database is fast, not durable, and gone at the end. */
  readonly dir?: string;
  /** Port on 127.0.0.1; without it a free one. */
  readonly port?: number;
  /** How long a server whose parent was killed may take to leave the folder; 15 seconds. */
  readonly orphanLimitMs?: number;
  readonly log: Logger;
}

/** A PostgreSQL of this process; disposing it stops it. */
export interface EmbeddedPostgres extends AsyncDisposable {
  /** `postgresql://user:password@127.0.0.1:port/netraven`, the same after a restart; a secret because of its password. */
  readonly url: Secret;
  readonly port: number;
  /** Where its data is, if that is not below `dir`; tell the operator. `removePostgres(dir)` removes it. */
  readonly outsideDir: string | undefined;
  readonly server: SupervisedServer;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL 18 on the loopback address, making its database first if there is none. It is started again if
 * it ends by itself, and it ends with this process however that ends. Root's server runs as `nobody`.
 * @throws NETRAVEN_DATABASE_MISSING, NETRAVEN_DATABASE_FAILED, NETRAVEN_INSTANCE_RUNNING
 */
export function startPostgres(options: StartPostgresOptions): Promise<EmbeddedPostgres> {
  return retryTakenPort(() => startOnPort(options));
}

async function startOnPort(options: StartPostgresOptions): Promise<EmbeddedPostgres> {
  const user = postgresUser();
  const isDurable = options.dir !== undefined;
  await using starting = new AsyncDisposableStack();
  const place = await openPlace(options, user);
  if (!isDurable) starting.defer(() => rm(place.baseDir, { recursive: true, force: true }));
  const programs = await preparePostgresPrograms(place.baseDir, user);
  const password = await ensurePassword(place);
  const data = await initialisePostgres({ baseDir: place.baseDir, programs, password, user, isDurable });
  await awaitOrphan(join(data, 'postmaster.pid'), data, options.orphanLimitMs);
  const port = options.port ?? (await findFreePort());
  const command = {
    command: programs.postgres,
    args: ['-D', data, ...buildSettings(port, isDurable)],
    ...(user === undefined ? {} : { runAs: user }),
    ...(isDurable ? {} : { removeAfter: place.baseDir }),
  };
  const server = await superviseCluster(command, { data, port, log: options.log });
  starting.defer(() => server.stop());
  const running = starting.move();
  const stop = () => running.disposeAsync();
  return {
    url: new Secret(`postgresql://${POSTGRES_NAME}:${password}@127.0.0.1:${port}/${POSTGRES_NAME}`),
    port,
    outsideDir: place.outsideDir,
    server,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function openPlace({ dir }: StartPostgresOptions, user: ServerUser | undefined): Promise<PostgresPlace> {
  return dir === undefined ? placeTemporaryPostgres(user) : placeKeptPostgres(dir, user);
}

interface Cluster {
  readonly data: string;
  readonly port: number;
  readonly log: Logger;
}

function superviseCluster(
  command: Pick<GuardedCommand, 'command' | 'args' | 'runAs' | 'removeAfter'>,
  { data, port, log }: Cluster,
): Promise<SupervisedServer> {
  const pidFile = join(data, 'postmaster.pid');
  return superviseServer({
    name: 'PostgreSQL',
    log,
    readyLimitMs: READY_LIMIT_MS,
    spawn: async () => {
      await awaitOrphan(pidFile, data);
      const onLine = (line: string) => log.debug({ line }, 'PostgreSQL');
      return spawnGuarded({ ...command, endSignal: 'SIGINT', endLimitMs: END_LIMIT_MS, onLine });
    },
    isReady: (pid) => isAccepting(pidFile, pid),
    explain: (lastLine, isLate) =>
      new NetravenError(
        'NETRAVEN_DATABASE_FAILED',
        `PostgreSQL did not come up on 127.0.0.1:${port}: ${isLate ? 'not ready in time, ' : ''}${lastLine}`,
      ),
  });
}

/**
 * Statements and row values stay out of the server's log, since they hold configurations. Time zone and locale do not
 * depend on the machine. A database that is not durable still survives the death of its server: commits stay
 * synchronous, only the flush to disk is left out.
 */
function buildSettings(port: number, isDurable: boolean): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(isDurable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function ensurePassword({ ownDir }: PostgresPlace): Promise<string> {
  const file = join(ownDir, 'password');
  const stored = await readFile(file, 'utf8').catch(() => '');
  if (stored.trim() !== '') return stored.trim();
  const made = randomBytes(24).toString('base64url');
  await rm(file, { force: true });
  await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}

/** The eighth line of `postmaster.pid` says so, which is what `pg_ctl` looks at too. */
async function isAccepting(pidFile: string, pid: number): Promise<boolean> {
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
}
