import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Logger, pause, SECOND, waitAtMost } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import {
  connectNats,
  consumerNames,
  exitWhenClosed,
  inDomain,
  streamNames,
} from '@netraven/common/jetstream';
import { type Lane, lanes } from '@netraven/common/message';
import { Health, watchNats } from '@netraven/common/metric';
import { loadPlatforms } from '@netraven/common/platform';
import type { NatsConnection } from 'nats';
import { Admission } from './admission/admission.ts';
import { hasLimits } from './admission/limits.ts';
import type { Executor } from './executor.ts';
import { openKeys } from './open-keys.ts';
import { keepGate } from './outbox/keep-gate.ts';
import { type KeptSite, keepSite } from './outbox/keep-site.ts';
import { prepareSite } from './outbox/prepare-site.ts';
import { runDrains } from './outbox/run-drains.ts';
import { registerService } from './register-service.ts';
import { runTask } from './run-task.ts';
import { listenForCancel } from './task/listen-for-cancel.ts';
import { openStores } from './task/open-stores.ts';
import { PullGate } from './task/pull-gate.ts';
import { pullTasks } from './task/pull-tasks.ts';
import { RunningTasks } from './task/running-tasks.ts';
import { TaskSlots } from './task/task-slots.ts';
import { openThreadPool } from './thread/thread-pool.ts';
import { watchExecutor } from './watch-executor.ts';

const CLOSE_MS = 5 * SECOND;

/** What an executor runs with besides its configuration. */
export interface ExecutorRun {
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Called once tasks are pulled. */
  readonly ready: () => void;
  /** Told of what readiness depends on. */
  readonly health?: Health;
}

/**
 * One executor, from its connection to its end. Pulling stops with the signal; what runs is finished or handed back,
 * and the drains go on until then, so that results do not wait for the next start.
 */
export async function runExecutor(
  config: Config,
  { log, signal, ready, health = new Health('executor') }: ExecutorRun,
): Promise<void> {
  const name = `${hostname()}-${process.pid}-${randomBytes(2).toString('hex')}`;
  if (config.platforms.folder !== undefined) await loadPlatforms(config.platforms.folder);
  const connection = await connectNats(config.nats, { name: `netraven-executor ${name}`, log, signal });
  exitWhenClosed(connection, log, signal);
  using _nats = watchNats(connection, health);
  await prepareSite(connection, keptSite(config, log), signal);
  const executor = await openExecutor(config, { name, connection, log });
  const service = await registerService(executor);
  const drained = new AbortController();
  const drains = Promise.all([
    runDrains(executor, health, drained.signal),
    keepGate(executor, executor.gate, signal),
    keepSite(connection, keptSite(config, log), drained.signal),
  ]);

  const { slots } = executor;
  using _executor = watchExecutor(executor, health);
  const stopListening = listenForCancel(executor);
  const pulling = lanes.map((lane) => pullLane(executor, lane, slots, signal));
  health.setState('serving');
  ready();
  await Promise.all(pulling);
  executor.waiting.stopAll();

  await settle(executor, slots);
  await executor.admission?.close();
  stopListening();
  await service.stop();
  drained.abort();
  await waitAtMost(CLOSE_MS, drains);
  await executor.threads.close();
  await waitAtMost(CLOSE_MS, connection.drain());
}

/** JetStream domain of the server of this executor's site; empty without one. */
function siteDomain({ nats }: Config): string {
  return nats.siteDomain || nats.domain;
}

function keptSite(config: Config, log: Logger): KeptSite {
  return {
    site: config.executor.site,
    domain: siteDomain(config),
    hasServer: config.nats.siteDomain !== '',
    streams: config.streams,
    log,
  };
}

async function openExecutor(
  config: Config,
  { name, connection, log }: { name: string; connection: NatsConnection; log: Logger },
): Promise<Executor> {
  const { site, threads } = config.executor;
  const local = connection.jetstream(inDomain(siteDomain(config)));
  const stores = await openStores(local, site, config.executor);
  const slots = new TaskSlots(config.executor.sessions);
  return {
    name,
    site,
    config,
    keys: await openKeys(config),
    credentials: new Map(),
    connection,
    local,
    stores,
    slots,
    admission: openAdmission({ config, name, stores, slots, log }),
    waiting: new RunningTasks(),
    threads: openThreadPool({ threads }),
    gate: new PullGate(),
    running: new RunningTasks(),
    counters: {
      sessions: 0,
      changed: 0,
      unchanged: 0,
      failed: 0,
      quarantined: 0,
      retries: 0,
      busyDevices: 0,
      lostLeases: 0,
    },
    log,
  };
}

function openAdmission({
  config,
  name,
  stores,
  slots,
  log,
}: Pick<Executor, 'config' | 'name' | 'stores' | 'slots' | 'log'>): Admission | null {
  const { site, sessions } = config.executor;
  const settings = config.admission;
  if (!hasLimits(settings, site)) return null;
  const { lease, admission: kv } = stores;
  return new Admission({ name, site, settings, lease, kv, room: sessions, freeSlots: () => slots.free, log });
}

async function pullLane(
  executor: Executor,
  lane: Lane,
  slots: TaskSlots,
  signal: AbortSignal,
): Promise<void> {
  const { connection, config, site, log } = executor;
  const hub = connection.jetstream(inDomain(config.nats.domain));
  await pullTasks(lane, {
    open: (of) => hub.consumers.get(streamNames.tasks, consumerNames.tasks(site, of)),
    run: (message, slot) => runTask(executor, message, slot),
    gate: executor.gate,
    slots,
    log,
    signal,
  });
}

/** Waits until every slot is free: first for the sessions to finish, then for them to be handed back. */
async function settle({ running, config }: Executor, slots: TaskSlots): Promise<void> {
  const allFree = async (withinMs: number) => {
    const endsAt = performance.now() + withinMs;
    while (slots.busy > 0 && performance.now() < endsAt) await pause(50);
  };
  await allFree(config.executor.stopGraceMs);
  running.stopAll();
  await allFree(CLOSE_MS);
}
