import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { NetravenError } from '../errors.ts';
import { MINUTE, SECOND } from '../time.ts';
import { readDatabaseTls } from './database-tls.ts';
import { ConfigHead } from './entities/config-head.ts';
import { ConfigVersion } from './entities/config-version.ts';
import { ConnectionLog } from './entities/connection-log.ts';
import { Credential } from './entities/credential.ts';
import { Device } from './entities/device.ts';
import { HostKey } from './entities/host-key.ts';
import { Job } from './entities/job.ts';
import { JobLog } from './entities/job-log.ts';
import { Quarantine } from './entities/quarantine.ts';
import { Schedule } from './entities/schedule.ts';
import { Site } from './entities/site.ts';
import { Task } from './entities/task.ts';
import { WriterHead } from './entities/writer-head.ts';
import { Migration0001Inventory } from './migrations/migration-0001-inventory.ts';
import { Migration0002Sealing } from './migrations/migration-0002-sealing.ts';
import { Migration0003Quarantine } from './migrations/migration-0003-quarantine.ts';
import { Migration0004Schedules } from './migrations/migration-0004-schedules.ts';
import { Migration0005Notifications } from './migrations/migration-0005-notifications.ts';
import { Migration0006AwaySites } from './migrations/migration-0006-away-sites.ts';
import { releaseEnded } from './release-ended.ts';

/** Every wait for the database ends, also when its machine is gone or a lock is not let go. */
const connectionBounds = {
  // A transaction that needs one more connection than the pool has would otherwise wait for ever.
  connectionTimeoutMillis: 10 * SECOND,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10 * SECOND,
  lock_timeout: MINUTE,
  idle_in_transaction_session_timeout: 5 * MINUTE,
};
/** The client gives up later than the server, whose error says more. */
const statementBounds = { statement_timeout: 2 * MINUTE, query_timeout: 2 * MINUTE + 15 * SECOND };

/** The database of one netraven: `orm.em.fork()` for each unit of work, `close()` at the end. */
export type Inventory = MikroORM;

export interface InventoryOptions {
  /** `postgresql://user:password@host:port/database`, with libpq's `sslmode` and its companions. */
  readonly url: string;
  /** Connections this process may hold. */
  readonly poolSize?: number;
}

/**
 * Opens the database; its tables must be there (see `migrateInventory`).
 * @throws NETRAVEN_DATABASE_UNREACHABLE when it does not answer; NETRAVEN_CONFIG_INVALID, NETRAVEN_CONFIG_PERMISSIONS
 *   for what the URL says of TLS
 */
export function openInventory(options: InventoryOptions): Promise<Inventory> {
  return open(options, { ...connectionBounds, ...statementBounds });
}

async function open({ url, poolSize = 5 }: InventoryOptions, bounds: object): Promise<Inventory> {
  const ssl = await readDatabaseTls(url);
  try {
    const orm = await MikroORM.init({
      clientUrl: url,
      entities: [
        ConfigHead,
        ConfigVersion,
        ConnectionLog,
        Credential,
        Device,
        HostKey,
        Job,
        JobLog,
        Quarantine,
        Schedule,
        Site,
        Task,
        WriterHead,
      ],
      extensions: [Migrator],
      pool: { min: 0, max: poolSize },
      driverOptions: { ...bounds, ssl, onPoolCreated: releaseEnded },
      migrations: {
        migrationsList: [
          Migration0001Inventory,
          Migration0002Sealing,
          Migration0003Quarantine,
          Migration0004Schedules,
          Migration0005Notifications,
          Migration0006AwaySites,
        ],
        tableName: 'migration',
        snapshot: false,
        silent: true,
      },
    });
    await orm.em.getConnection().execute('select 1');
    return orm;
  } catch (cause) {
    throw new NetravenError(
      'NETRAVEN_DATABASE_UNREACHABLE',
      `PostgreSQL does not answer: ${reasonOf(cause)}`,
      { cause },
    );
  }
}

/** Brings the tables up to date, however long that takes on large ones; safe when several processes do it at once. */
export async function migrateInventory(inventory: Inventory): Promise<void> {
  const migration = await open(
    { url: inventory.config.get('clientUrl') ?? '', poolSize: 2 },
    connectionBounds,
  );
  try {
    await migration.migrator.up();
  } finally {
    await migration.close();
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : String(cause);
}
