import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openLog } from '@netraven/common';
import { type Inventory, openInventory } from '@netraven/common/inventory';
import { defaultStreamSizes, ensureHub, publishDurable, streamNames } from '@netraven/common/jetstream';
import { type Snapshot, subjects } from '@netraven/common/message';
import type { ExecutionContext } from 'ava';
import type { NatsConnection } from 'nats';
import { runGitWriter } from '../../../packages/git-writer/src/run-git-writer.ts';
import {
  defaultSettings,
  newCounters,
  type WriterCounters,
  type WriterSettings,
  type WriterStatus,
} from '../../../packages/git-writer/src/writer.ts';
import { startTestDatabase } from '../../helpers/start-database.ts';
import { startTestNats, type TestNats } from '../../helpers/start-nats.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { deviceName, devicePath } from './make-snapshot.ts';

/** Broker, database and an empty folder: all that a git-writer needs. */
export interface WriterPlace {
  readonly nats: TestNats;
  readonly connection: NatsConnection;
  /** With the rights of a git-writer; else the writer has those of `connection`. */
  readonly writerConnection?: NatsConnection;
  readonly databaseUrl: string;
  readonly inventory: Inventory;
  readonly gitDir: string;
}

/** @param database one of its own, for a test that takes it down; migrated already */
export async function makeWriterPlace(
  t: ExecutionContext<unknown>,
  database?: { readonly url: string },
): Promise<WriterPlace> {
  const folder = await makeTempFolder(t);
  const { url } = database ?? (await startSharedDatabase(t));
  const nats = await startTestNats();
  t.teardown(() => nats[Symbol.asyncDispose]());
  const connection = await nats.connect();
  await ensureHub(connection, [], defaultStreamSizes);
  const inventory = await openInventory({ url });
  t.teardown(() => inventory.close());
  await inventory.em
    .getConnection()
    .execute(`insert into site values ('default', null, now()), ('other', null, now())`);
  const writerConnection = await nats.connect('git-writer');
  return {
    nats,
    connection,
    writerConnection,
    databaseUrl: url,
    inventory,
    gitDir: join(folder, 'configs.git'),
  };
}

async function startSharedDatabase(t: ExecutionContext<unknown>): Promise<{ readonly url: string }> {
  const database = await startTestDatabase();
  t.teardown(() => database[Symbol.asyncDispose]());
  return database;
}

/** A writer in this process. */
export interface TestWriter {
  readonly counters: WriterCounters;
  status(): WriterStatus;
  /** Ends it and waits for its end; rejects with what it ended with. */
  stop(): Promise<void>;
  /** Rejects when the writer gives up. */
  readonly ended: Promise<void>;
}

export function startWriter(
  t: ExecutionContext<unknown>,
  place: WriterPlace,
  settings: Partial<WriterSettings> = {},
): TestWriter {
  const controller = new AbortController();
  const counters = newCounters();
  let status: WriterStatus = 'starting';
  const { gitDir, inventory } = place;
  const connection = place.writerConnection ?? place.connection;
  const log = openLog('test-writer', process.env.NETRAVEN_TEST_LOG ?? 'silent');
  const ended = runGitWriter(
    { gitDir, settings: { ...defaultSettings, ...settings }, connection, inventory, log, counters },
    {
      signal: controller.signal,
      domain: '',
      setStatus: (next) => {
        status = next;
      },
    },
  );
  const stop = () => {
    controller.abort();
    return ended;
  };
  ended.catch(() => undefined);
  t.teardown(() => stop().catch(() => undefined));
  return { counters, status: () => status, stop, ended };
}

/** Device rows `first` to `last`, each with one job per revision and its task. */
export async function insertDevices({ inventory }: WriterPlace, last: number, revisions = 1): Promise<void> {
  const devices = Array.from({ length: last }, (_, index) => ({
    id: index + 1,
    name: deviceName(index + 1),
    path: devicePath(index + 1),
  }));
  await inventory.em.getConnection().execute(
    `insert into device (id, name, host, platform, site, path, created_at, updated_at)
     select id, name, '192.0.2.1', 'cisco_ios', 'default', path, now(), now()
     from jsonb_to_recordset(?::jsonb) as d (id int, name text, path text)`,
    [JSON.stringify(devices)],
  );
  for (let revision = 1; revision <= revisions; revision++) await insertJob(inventory, revision);
}

async function insertJob(inventory: Inventory, revision: number): Promise<void> {
  await inventory.em.getConnection().execute(
    `insert into job (id, status, lane, selection, requested_at) values ('job-${revision}', 'RUNNING', 'bulk', '{}', now());
     insert into task (id, job_id, device_id, device_name, site, lane, requested_at)
     select 'job-${revision}-' || id, 'job-${revision}', id, name, site, 'bulk', now() from device`,
  );
}

/** Publishes as the hub's side of an outbox does, but each time as a message of its own. */
export async function publishSnapshots(
  { connection }: WriterPlace,
  snapshots: readonly Snapshot[],
): Promise<void> {
  const client = connection.jetstream();
  const signal = AbortSignal.timeout(30_000);
  await Promise.all(
    snapshots.map((snapshot) => {
      const message = {
        subject: subjects.snapshot(snapshot.site, snapshot.device.name),
        data: Buffer.from(JSON.stringify(snapshot)),
        messageId: randomUUID(),
        stream: streamNames.snapshots,
      };
      return publishDurable(client, message, signal);
    }),
  );
}

/** Waits until nothing is left in the queue. */
export async function awaitEmptyQueue({ connection }: WriterPlace, limitMs = 20_000): Promise<void> {
  const manager = await connection.jetstreamManager();
  await waitUntil(
    async () => (await manager.streams.info(streamNames.snapshots)).state.messages === 0,
    'the queue of snapshots to be empty',
    limitMs,
  );
}

export async function waitUntil(
  isSo: () => Promise<boolean> | boolean,
  what: string,
  limitMs = 20_000,
): Promise<void> {
  const endsAt = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() >= endsAt) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export type Row = Record<string, unknown>;

export function query<R extends Row = Row>(
  { inventory }: Pick<WriterPlace, 'inventory'>,
  sql: string,
): Promise<R[]> {
  return inventory.em.getConnection().execute<R[]>(sql);
}
