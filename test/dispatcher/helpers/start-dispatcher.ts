import { type Logger, openLog } from '@netraven/common';
import { type ApiInput, type ApiOutput, callApi, type EndpointName } from '@netraven/common/api';
import { type Config, loadConfig, parseConfig, type Settings } from '@netraven/common/config';
import { type Inventory, openInventory } from '@netraven/common/inventory';
import { connectNats, ensureHub, publishDurable, streamNames } from '@netraven/common/jetstream';
import { type NetravenEvent, subjects } from '@netraven/common/message';
import type { NatsConnection } from 'nats';
import { dispatchJobs } from '../../../packages/dispatcher/src/dispatch-job.ts';
import type { Dispatcher } from '../../../packages/dispatcher/src/dispatcher.ts';
import { RecentTasks } from '../../../packages/dispatcher/src/overview/recent-tasks.ts';
import { openBells } from '../../../packages/dispatcher/src/stage/bells.ts';
import { startTestDatabase } from '../../helpers/start-database.ts';
import { startTestNats, type TestNats } from '../../helpers/start-nats.ts';

/** NATS, PostgreSQL and what a client needs; dispatchers are started on it at will. */
export interface TestSystem extends AsyncDisposable {
  readonly nats: TestNats;
  readonly databaseUrl: string;
  readonly connection: NatsConnection;
  readonly inventory: Inventory;
  readonly config: Config;
  /** What a stage works with, on connections of its own that end with the system. */
  openDispatcher(log?: Logger): Promise<Dispatcher>;
  /** A whole dispatcher in this process, by default with the settings of the system; returns when it serves. */
  startDispatcher(settings?: Settings): Promise<AsyncDisposable>;
  call<N extends EndpointName>(name: N, input: ApiInput<N>): Promise<ApiOutput<N>>;
  /** Rows of a query. */
  query<T extends object>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  request(body: unknown, messageId?: string): Promise<void>;
  /** Events of the hub from now on, in the order they arrive. */
  watchEvents(subject?: string): { readonly events: NetravenEvent[] };
}

export async function startTestSystem(): Promise<TestSystem> {
  const nats = await startTestNats();
  const database = await startTestDatabase();
  const connection = await nats.connect();
  const operator = await nats.connect('client');
  const inventory = await openInventory({ url: database.url, poolSize: 5 });
  const config = await loadConfig({ environment: {} });
  const log = openLog('test-dispatcher', process.env.NETRAVEN_TEST_LOG ?? 'silent');
  const closers: (() => Promise<unknown>)[] = [];
  await ensureHub(connection, ['default'], config.streams);
  await inventory.em.fork().execute(`insert into site (name, created_at) values ('default', now())`);

  const openDispatcher = async (itsLog = log): Promise<Dispatcher> => {
    const its = await connectNats(nats.optionsFor('dispatcher'), { name: 'dispatcher', waitMs: 5000 });
    const itsInventory = await openInventory({ url: database.url, poolSize: 5 });
    closers.push(
      () => its.drain(),
      () => itsInventory.close(),
    );
    return {
      config,
      connection: its,
      inventory: itsInventory,
      log: itsLog,
      bells: openBells(),
      recent: new RecentTasks(Date.now()),
    };
  };
  return {
    nats,
    databaseUrl: database.url,
    connection,
    inventory,
    config,
    openDispatcher,
    startDispatcher: async (settings) => {
      const opened = await openDispatcher();
      const dispatcher = settings ? { ...opened, config: parseConfig(settings) } : opened;
      const stop = new AbortController();
      const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
      const running = dispatchJobs(dispatcher, stop.signal, resolve);
      running.catch(reject);
      await ready;
      const dispose = async () => {
        stop.abort();
        await running;
      };
      closers.unshift(dispose);
      return { [Symbol.asyncDispose]: dispose };
    },
    call: (name, input) => callApi(operator, name, input, 10_000),
    query: <T extends object>(sql: string, values: readonly unknown[] = []) =>
      inventory.em.fork().execute<T[]>(sql, [...values]),
    request: async (body, messageId) => {
      const data = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
      if (messageId === undefined) {
        await connection.jetstream().publish(subjects.jobRequest, data);
        return;
      }
      await publishDurable(
        connection.jetstream(),
        { subject: subjects.jobRequest, data, messageId, stream: streamNames.jobs },
        AbortSignal.timeout(30_000),
      );
    },
    watchEvents: (subject = 'netraven.events.>') => {
      const events: NetravenEvent[] = [];
      connection.subscribe(subject, {
        callback: (error, message) => {
          if (!error) events.push(message.json<NetravenEvent>());
        },
      });
      return { events };
    },
    [Symbol.asyncDispose]: async () => {
      for (const close of closers) await close();
      await inventory.close();
      await nats[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
