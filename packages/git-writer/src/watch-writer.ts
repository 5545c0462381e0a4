import { SECOND } from '@netraven/common';
import { inDomain, streamNames } from '@netraven/common/jetstream';
import { type Health, registerGauge, remember } from '@netraven/common/metric';
import type { NatsConnection } from 'nats';
import type { Repository } from './repository/repository.ts';
import { type WriterStatus, writerStatuses } from './writer.ts';

/** Several gauges are read from one answer. */
const REMEMBERED_MS = 2 * SECOND;

export interface WatchedWriter {
  readonly connection: NatsConnection;
  /** JetStream domain of the hub; empty without one. */
  readonly domain: string;
  readonly status: () => WriterStatus;
}

/** Readiness and gauges of a git-writer, active or standby. */
export function watchWriter({ connection, domain, status }: WatchedWriter, health: Health): Disposable {
  const queue = remember(REMEMBERED_MS, async () => {
    const manager = await connection.jetstreamManager({ checkAPI: false, ...inDomain(domain) });
    return (await manager.streams.info(streamNames.snapshots)).state;
  });
  health.add({ name: 'snapshots', required: true, probe: queue });
  const registrations = [
    registerGauge('netraven_writer_state', () =>
      writerStatuses.map((state) => ({ labels: { state }, value: state === status() ? 1 : 0 })),
    ),
    registerGauge('netraven_writer_queue_messages', async () => [
      { labels: {}, value: (await queue()).messages },
    ]),
    registerGauge('netraven_writer_lag_seconds', async () => {
      const { messages, first_ts } = await queue();
      const value = messages === 0 ? 0 : Math.max(0, Date.now() - Date.parse(first_ts)) / SECOND;
      return [{ labels: {}, value }];
    }),
  ];
  return {
    [Symbol.dispose]: () => {
      for (const registration of registrations) registration[Symbol.dispose]();
    },
  };
}

/** Gauges of the repository, as long as this git-writer is the active one. */
export function watchPacks({ objects }: Repository): Disposable {
  return registerGauge('netraven_repository_packs', () => [{ labels: {}, value: objects.packCount }]);
}
