import { MINUTE, SECOND } from '@netraven/common';
import { bucketNames, consumerNames, inDomain, streamNames } from '@netraven/common/jetstream';
import { lanes } from '@netraven/common/message';
import { type Health, registerGauge, remember } from '@netraven/common/metric';
import { listOpenCircuits } from './circuit/list-circuits.ts';
import type { Executor } from './executor.ts';

/** Several gauges are read from one answer. */
const REMEMBERED_MS = 2 * SECOND;
/** Each device that failed lately is one read. */
const CIRCUITS_REMEMBERED_MS = MINUTE;

/** Readiness and gauges of an executor: its queue, its sessions, its threads, the outbox of its site. */
export function watchExecutor(executor: Executor, health: Health): Disposable {
  const { site, local, connection, config } = executor;
  const outbox = remember(REMEMBERED_MS, async () => {
    const manager = await local.jetstreamManager(false);
    return manager.streams.info(streamNames.outbox(site));
  });
  health.add({ name: 'outbox', required: true, probe: outbox });
  health.add({
    name: 'queue',
    required: true,
    probe: async () => {
      const manager = await connection.jetstream(inDomain(config.nats.domain)).jetstreamManager(false);
      await Promise.all(
        lanes.map((lane) => manager.consumers.info(streamNames.tasks, consumerNames.tasks(site, lane))),
      );
    },
  });

  health.add({
    name: 'pulling',
    required: false,
    probe: async () => {
      if (executor.gate.reason !== null) throw new Error(executor.gate.reason);
    },
  });
  const circuits = remember(CIRCUITS_REMEMBERED_MS, () => countCircuits(executor));

  const ofSite = (value: number) => [{ labels: { site }, value }];
  const ofProcess = (value: number) => [{ labels: {}, value }];
  const registrations = [
    registerGauge('netraven_sessions_open', () => ofSite(executor.running.count)),
    registerGauge('netraven_session_slots', () => ofSite(config.executor.sessions)),
    registerGauge('netraven_admission_waiting', () => ofSite(executor.admission?.waiting ?? 0)),
    registerGauge('netraven_pulling', () => ofSite(executor.gate.reason === null ? 1 : 0)),
    registerGauge('netraven_circuits_open', async () => ofSite(await circuits())),
    registerGauge('netraven_threads', () => {
      const { running, limit } = executor.threads.load();
      return [
        { labels: { state: 'running' }, value: running },
        { labels: { state: 'limit' }, value: limit },
      ];
    }),
    registerGauge('netraven_thread_queue', () => ofProcess(executor.threads.load().queued)),
    registerGauge('netraven_thread_utilization_ratio', () => ofProcess(executor.threads.load().utilization)),
    registerGauge('netraven_outbox_messages', async () => ofSite((await outbox()).state.messages)),
    registerGauge('netraven_outbox_bytes', async () => ofSite((await outbox()).state.bytes)),
    registerGauge('netraven_outbox_limit_bytes', async () => ofSite((await outbox()).config.max_bytes)),
    registerGauge('netraven_outbox_age_seconds', async () => {
      const { messages, first_ts } = (await outbox()).state;
      return ofSite(messages === 0 ? 0 : Math.max(0, Date.now() - Date.parse(first_ts)) / SECOND);
    }),
  ];
  return {
    [Symbol.dispose]: () => {
      for (const registration of registrations) registration[Symbol.dispose]();
    },
  };
}

async function countCircuits({ local, site, stores }: Executor): Promise<number> {
  const manager = await local.jetstreamManager(false);
  const source = { bucket: stores.circuit, manager, stream: `KV_${bucketNames.circuit(site)}` };
  let open = 0;
  for (let after: string | null = ''; after !== null; ) {
    const page: Awaited<ReturnType<typeof listOpenCircuits>> = await listOpenCircuits(source, { after });
    open += page.circuits.length;
    after = page.next;
  }
  return open;
}
