import type { ConsumerConfig, JetStreamManager, NatsConnection, StreamConfig } from 'nats';
import { apiErrorCode, jetstreamErrors } from './api-error.ts';
import { inDomain } from './in-domain.ts';
import {
  hubConsumers,
  hubStreams,
  type StreamSizes,
  siteBuckets,
  siteConsumers,
  siteStreams,
} from './streams.ts';

const API_TIMEOUT_MS = 10_000;

export interface HubSettings extends StreamSizes {
  /** JetStream domain of the hub; empty or absent: the server the connection is to is the hub. */
  readonly domain?: string;
}

/** Creates or updates the streams and consumers of the hub; doing it again, or by several services, changes nothing. */
export async function ensureHub(
  connection: NatsConnection,
  sites: readonly string[],
  { domain = '', ...sizes }: HubSettings,
): Promise<void> {
  const manager = await connection.jetstreamManager({ ...inDomain(domain), timeout: API_TIMEOUT_MS });
  for (const stream of hubStreams(sizes)) await ensureStream(manager, stream);
  await ensureConsumers(manager, hubConsumers(sites));
}

/** The same for the outbox and buckets of a site, on the server the site's executors connect to. */
export async function ensureSite(
  connection: NatsConnection,
  site: string,
  sizes: StreamSizes,
): Promise<void> {
  const manager = await connection.jetstreamManager({ timeout: API_TIMEOUT_MS });
  for (const stream of siteStreams(site, sizes)) await ensureStream(manager, stream);
  await ensureConsumers(manager, siteConsumers(site));
  for (const { name, options } of siteBuckets(site)) await connection.jetstream().views.kv(name, options);
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
): Promise<void> {
  try {
    await manager.streams.add(config);
  } catch (error) {
    if (apiErrorCode(error) !== jetstreamErrors.streamNameInUse) throw error;
    const { name, retention: _fixed, storage: _alsoFixed, ...changes } = config;
    await manager.streams.update(name, changes);
  }
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
