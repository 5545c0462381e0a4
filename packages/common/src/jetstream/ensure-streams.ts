import type { ConsumerConfig, JetStreamManager, NatsConnection, StreamConfig } from 'nats';
import { apiErrorCode, jetstreamErrors } from './api-error.ts';
import { inDomain } from './in-domain.ts';
import { openReplicas, type Replicas } from './replicas.ts';
import {
  bucketStream,
  hubConsumers,
  hubStreams,
  type StreamSizes,
  siteBuckets,
  siteConsumers,
  siteStreams,
} from './streams.ts';

const API_TIMEOUT_MS = 10_000;

export interface StreamSettings extends StreamSizes {
  /** Copies of each stream and bucket; 0 or absent: three where the server is a cluster of three or more, else one. */
  readonly replicas?: number;
}

export interface HubSettings extends StreamSettings {
  /** JetStream domain of the hub; empty or absent: the server the connection is to is the hub. */
  readonly domain?: string;
}

/**
 * Creates or updates the streams and consumers of the hub; doing it again, or by several services, changes nothing. A
 * stream gets more copies when there are servers for them, and never fewer than it has.
 */
export async function ensureHub(
  connection: NatsConnection,
  sites: readonly string[],
  { domain = '', replicas: wanted = 0, ...sizes }: HubSettings,
): Promise<void> {
  const manager = await connection.jetstreamManager({ ...inDomain(domain), timeout: API_TIMEOUT_MS });
  const replicas = openReplicas(wanted);
  for (const stream of hubStreams(sizes)) await ensureStream(manager, stream, replicas);
  await ensureConsumers(manager, hubConsumers(sites));
}

/** The same for the outbox and buckets of a site, on the server the site's executors connect to. */
export async function ensureSite(
  connection: NatsConnection,
  site: string,
  { replicas: wanted = 0, ...sizes }: StreamSettings,
): Promise<void> {
  const manager = await connection.jetstreamManager({ timeout: API_TIMEOUT_MS });
  const replicas = openReplicas(wanted);
  for (const stream of siteStreams(site, sizes)) await ensureStream(manager, stream, replicas);
  await ensureConsumers(manager, siteConsumers(site));
  const { views } = connection.jetstream({ timeout: API_TIMEOUT_MS });
  for (const { name, options } of siteBuckets(site)) {
    await replicas.place(async (copies) => {
      await views.kv(name, { ...options, replicas: copies });
      await raiseReplicas(manager, bucketStream(name), copies);
    });
  }
}

async function ensureConsumers(
  manager: JetStreamManager,
  consumers: Map<string, Partial<ConsumerConfig>[]>,
): Promise<void> {
  for (const [stream, list] of consumers) {
    for (const consumer of list) await ensureConsumer(manager, stream, consumer);
  }
}

async function ensureStream(
  manager: JetStreamManager,
  config: Partial<StreamConfig> & { name: string },
  replicas: Replicas,
): Promise<void> {
  await replicas.place(async (copies) => {
    try {
      await manager.streams.add({ ...config, num_replicas: copies });
    } catch (error) {
      if (apiErrorCode(error) !== jetstreamErrors.streamNameInUse) throw error;
      const { name, retention: _fixed, storage: _alsoFixed, ...changes } = config;
      await manager.streams.update(name, changes);
      await raiseReplicas(manager, name, copies);
    }
  });
}

async function raiseReplicas(manager: JetStreamManager, stream: string, copies: number): Promise<void> {
  const { config } = await manager.streams.info(stream);
  if (config.num_replicas < copies) await manager.streams.update(stream, { num_replicas: copies });
}

/** A durable that exists keeps its position; only its settings follow. */
async function ensureConsumer(
  manager: JetStreamManager,
  stream: string,
  config: Partial<ConsumerConfig>,
): Promise<void> {
  const name = config.durable_name ?? '';
  try {
    await manager.consumers.info(stream, name);
    await manager.consumers.update(stream, name, config);
  } catch (error) {
    if (apiErrorCode(error) !== jetstreamErrors.consumerNotFound) throw error;
    await manager.consumers.add(stream, config);
  }
}
