import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NatsRole } from '@netraven/cli/embedded';
import { openLog } from '@netraven/common';
import { type Config, loadConfig } from '@netraven/common/config';
import {
  bucketNames,
  consumerNames,
  defaultStreamSizes,
  ensureHub,
  ensureSite,
  isSubjectOccupied,
  streamNames,
} from '@netraven/common/jetstream';
import {
  parseMessage,
  type Result,
  resultSchema,
  type Snapshot,
  snapshotSchema,
  subjects,
  type Task,
} from '@netraven/common/message';
import { generateIdentity, sealCredential } from '@netraven/common/seal';
import type { NatsConnection } from 'nats';
import { runExecutor } from '../../packages/executor/src/run-executor.ts';
import { becomesTrue } from './process-state.ts';
import { startTestNats, type TestNats } from './start-nats.ts';

/** A site with its streams and keys, on a nats-server of its own, without dispatcher, git-writer and database. */
export interface TestSite extends AsyncDisposable {
  readonly nats: TestNats;
  readonly connection: NatsConnection;
  readonly config: Config;
  readonly identity: string;
  /** Starts an executor in this process; `stop` ends it as SIGTERM would. */
  startExecutor(changes?: Partial<Config['executor']>, role?: NatsRole): Promise<{ stop(): Promise<void> }>;
  seal(secret: { password: string; enable?: string }): Promise<string>;
  publishTask(task: Task): Promise<void>;
  /** The next final or intermediate results at the hub, as the recorder would get them. */
  nextResult(withinMs?: number): Promise<Result>;
  nextSnapshot(): Promise<Snapshot>;
  /** Messages left in a stream. */
  countMessages(stream: string): Promise<number>;
}

const SITE = 'ams';

/** @param changes settings of every executor of the site */
export async function startTestSite(changes: Partial<Config> = {}): Promise<TestSite> {
  const nats = await startTestNats({ site: SITE });
  const connection = await nats.connect();
  await ensureHub(connection, [SITE], defaultStreamSizes);
  await ensureSite(connection, SITE, defaultStreamSizes);
  const folder = await mkdtemp(join(tmpdir(), 'netraven-test-site-'));
  const { identity, recipient } = await generateIdentity();
  const config = { ...(await siteConfig(nats, folder, identity)), ...changes };
  const stops: (() => Promise<void>)[] = [];
  const hub = connection.jetstream({ domain: nats.domain });
  const next = async (stream: string, consumer: string, withinMs = 60_000) => {
    const message = await (await hub.consumers.get(stream, consumer)).next({ expires: withinMs });
    if (message === null) throw new Error(`nothing came to ${stream}`);
    await message.ackAck();
    return message.data;
  };
  return {
    nats,
    connection,
    config,
    identity,
    startExecutor: async (own = {}, role = 'executor') => {
      const executor = { ...config.executor, ...own };
      const login = { ...config.nats, ...nats.optionsFor(role) };
      const stop = await startExecutor({ ...config, nats: login, executor });
      stops.push(stop);
      return { stop };
    },
    seal: (secret) => sealCredential(secret, [recipient]),
    publishTask: async (task) => {
      const subject = subjects.task(task.site, task.lane, task.device.name);
      // The result of a task is there before its message has left the queue.
      const isPublished = () =>
        hub.publish(subject, JSON.stringify(task), { msgID: task.id }).then(
          () => true,
          (error) => {
            if (isSubjectOccupied(error)) return false;
            throw error;
          },
        );
      if (!(await becomesTrue(isPublished, 60_000))) throw new Error(`${subject} stays occupied`);
    },
    nextResult: async (withinMs) =>
      parseMessage('result', resultSchema, await next(streamNames.results, consumerNames.results, withinMs)),
    nextSnapshot: async () =>
      parseMessage('snapshot', snapshotSchema, await next(streamNames.snapshots, consumerNames.snapshots)),
    countMessages: async (stream) => {
      const manager = await connection.jetstreamManager();
      return (await manager.streams.info(stream)).state.messages;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await nats[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function siteConfig(nats: TestNats, folder: string, identity: string): Promise<Config> {
  const identityFile = join(folder, 'identity');
  const fingerprintKeyFile = join(folder, 'fingerprint');
  await writeFile(identityFile, identity, { mode: 0o600 });
  await writeFile(fingerprintKeyFile, Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 });
  const config = await loadConfig({ environment: {} });
  return {
    ...config,
    nats: { ...config.nats, ...nats.optionsFor('executor') },
    executor: { ...config.executor, site: SITE, sessions: 4, threads: 1, stopGraceMs: 200, freshStore: true },
    retry: { ...config.retry, baseMs: 50, maxMs: 100 },
    secrets: { recipients: [], identityFile, fingerprintKeyFile },
  };
}

async function startExecutor(config: Config): Promise<() => Promise<void>> {
  const controller = new AbortController();
  const log = openLog('test-executor', process.env.NETRAVEN_TEST_LOG ?? 'silent');
  let ended: Promise<void> = Promise.resolve();
  await new Promise<void>((ready, fail) => {
    ended = runExecutor(config, { log, signal: controller.signal, ready });
    ended.catch(fail);
  });
  return async () => {
    controller.abort();
    await ended;
  };
}

/** The buckets of the test site, for looking into. */
export const testBuckets = {
  lease: bucketNames.lease(SITE),
  head: bucketNames.head(SITE),
  ledger: bucketNames.ledger(SITE),
  circuit: bucketNames.circuit(SITE),
};
