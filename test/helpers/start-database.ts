import { isMainThread } from 'node:worker_threads';
import { startPostgres } from '@netraven/cli/embedded';
import { openLog } from '@netraven/common';
import type { SharedWorker } from 'ava/plugin';
import { type DatabaseContent, openDatabaseCluster } from './database-cluster.ts';

/** What the thread that owns the server is asked, and answers. */
export type DatabaseRequest =
  | { readonly kind: 'create'; readonly content: DatabaseContent }
  | { readonly kind: 'drop'; readonly url: string };
export type DatabaseAnswer =
  | { readonly kind: 'created'; readonly url: string }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A PostgreSQL database for one test; dropped when disposed, with the connections that are still open. */
export interface TestDatabase extends AsyncDisposable {
  /** `postgresql://…`, for `openInventory`. */
  readonly url: string;
}

/**
 * A fresh database that holds the current tables, or `nothing`. All test files of a run share one server, which the
 * first call starts; outside of ava (benchmarks) the database brings its own.
 */
export async function startTestDatabase(content: DatabaseContent = 'tables'): Promise<TestDatabase> {
  if (isMainThread) return startAlone(content);
  const created = await ask({ kind: 'create', content });
  if (created.kind !== 'created') throw new Error('the database server gave no database');
  const { url } = created;
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await ask({ kind: 'drop', url });
    },
  };
}

/** A server of its own, for tests that take it down. */
export interface TestPostgres extends AsyncDisposable {
  /** Of an empty database; the same after a restart. */
  readonly url: string;
  /** Crashes the server and leaves it down. */
  kill9(): Promise<void>;
  /** Ends the server if it runs, and starts it again on the same port and data. */
  restart(): Promise<void>;
}

export async function startTestPostgres(): Promise<TestPostgres> {
  const log = openLog('test-postgres', process.env.NETRAVEN_TEST_LOG ?? 'silent');
  const postgres = await startPostgres({ log });
  return {
    url: postgres.url.reveal(),
    kill9: () => postgres.server.halt('SIGKILL'),
    restart: async () => {
      await postgres.server.halt('SIGINT');
      await postgres.server.resume();
    },
    [Symbol.asyncDispose]: () => postgres.stop(),
  };
}

async function startAlone(content: DatabaseContent): Promise<TestDatabase> {
  const cluster = await openDatabaseCluster();
  const url = await cluster.createDatabase(content);
  return { url, [Symbol.asyncDispose]: () => cluster.stop() };
}

let channel: Promise<SharedWorker.Plugin.Protocol<DatabaseRequest | DatabaseAnswer>> | undefined;

async function ask(request: DatabaseRequest): Promise<DatabaseAnswer> {
  channel ??= openChannel();
  const shared = await channel;
  for await (const reply of shared.publish(request).replies()) {
    const answer = reply.data;
    if (answer.kind === 'failed') throw new Error(`database server: ${answer.reason}`);
    if (answer.kind === 'created' || answer.kind === 'dropped') return answer;
  }
  throw new Error('the database server is gone');
}

async function openChannel() {
  // Only here: ava ends a process that loads it outside of a test.
  const { registerSharedWorker } = await import('ava/plugin');
  const shared = registerSharedWorker<DatabaseRequest | DatabaseAnswer>({
    filename: new URL('./database-shared-worker.ts', import.meta.url),
    supportedProtocols: ['ava-4'],
  });
  await shared.available;
  return shared;
}
