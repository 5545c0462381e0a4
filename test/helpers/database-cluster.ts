import { MikroORM } from '@mikro-orm/postgresql';
import { startPostgres } from '@netraven/cli/embedded';
import { openLog } from '@netraven/common';
import { migrateInventory, openInventory } from '@netraven/common/inventory';

/** One temporary PostgreSQL that gives out databases. */
export interface DatabaseCluster {
  /** A database with the current tables, or an empty one; returns its URL. */
  createDatabase(content: DatabaseContent): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  stop(): Promise<void>;
}

export type DatabaseContent = 'tables' | 'nothing';

/** Starts the server; the tables are made once, in a template from which databases are copied. */
export async function openDatabaseCluster(): Promise<DatabaseCluster> {
  const log = openLog('test-postgres', process.env.NETRAVEN_TEST_LOG ?? 'silent');
  const postgres = await startPostgres({ log });
  const templateUrl = postgres.url.reveal();
  const template = new URL(templateUrl).pathname.slice(1);
  await migrateOnce(templateUrl);
  const admin = await MikroORM.init({
    clientUrl: withDatabase(templateUrl, 'postgres'),
    entities: [],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: 2 },
  });
  const execute = (sql: string) => admin.em.getConnection().execute(sql);
  let count = 0;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    createDatabase: async (content) => {
      count += 1;
      const name = `test_${count}`;
      const source = content === 'tables' ? template : 'template1';
      // One after the other: PostgreSQL refuses to copy a template while another copy of it runs.
      const created = turn.then(() => execute(`create database ${name} template ${source} strategy wal_log`));
      turn = created.catch(() => undefined);
      await created;
      return withDatabase(templateUrl, name);
    },
    dropDatabase: async (url) => {
      await execute(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
    },
    stop: async () => {
      await admin.close();
      await postgres.stop();
    },
  };
}

async function migrateOnce(url: string): Promise<void> {
  const inventory = await openInventory({ url });
  await migrateInventory(inventory);
  await inventory.close();
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
