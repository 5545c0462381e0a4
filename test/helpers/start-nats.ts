import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNatsServer, type NatsRole, startNats } from '@netraven/cli/embedded';
import { openLog } from '@netraven/common';
import { connectNats, type NatsOptions } from '@netraven/common/jetstream';
import type { NatsConnection } from 'nats';

/** A nats-server for one test, on a port of its own; it is gone, with its store, when disposed. */
export interface TestNats extends AsyncDisposable {
  readonly url: string;
  readonly monitorUrl: string;
  readonly version: string;
  readonly domain: string;
  /** What `connectNats` takes; `admin` may do everything. */
  optionsFor(role?: NatsRole): NatsOptions;
  /** A connection that is closed when the server is disposed. */
  connect(role?: NatsRole): Promise<NatsConnection>;
  /** Crashes the server and leaves it down. */
  kill9(): Promise<void>;
  /** Ends the server (SIGTERM) if it runs, and starts it again on the same port and store. */
  restart(): Promise<void>;
}

/** Starts a real nats-server (JetStream domain `hub`) with an empty store. */
export async function startTestNats({ site = 'default' } = {}): Promise<TestNats> {
  const dir = await mkdtemp(join(tmpdir(), 'netraven-test-nats-'));
  const log = openLog('test-nats', process.env.NETRAVEN_TEST_LOG ?? 'silent');
  const nats = await startNats({ dir, binary: await findNatsServer(), site, isDurable: false, log });
  const connections: NatsConnection[] = [];
  const optionsFor = (role: NatsRole = 'admin'): NatsOptions => ({
    url: nats.url,
    user: nats.logins[role].user,
    password: nats.logins[role].password.reveal(),
  });
  return {
    url: nats.url,
    monitorUrl: nats.monitorUrl,
    version: nats.version,
    domain: nats.domain,
    optionsFor,
    connect: async (role) => {
      const connection = await connectNats(optionsFor(role), { name: 'test', waitMs: 60_000 });
      connections.push(connection);
      return connection;
    },
    kill9: () => nats.server.halt('SIGKILL'),
    restart: async () => {
      await nats.server.halt('SIGTERM');
      await nats.server.resume();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(connections.map((connection) => connection.close()));
      await nats.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
