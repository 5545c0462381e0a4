import {
  apiErrorCode,
  hubConsumers,
  hubStreams,
  inDomain,
  jetstreamErrors,
} from '@netraven/common/jetstream';
import type { JetStreamManager } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { ensureQueues } from './ensure-queues.ts';

/**
 * Makes streams and consumers of the hub that are gone anew.
 * @returns what was gone: `STREAM` or `STREAM/consumer`
 */
export async function recreateMissing(dispatcher: Dispatcher): Promise<string[]> {
  const { config, connection, inventory, log } = dispatcher;
  const sites = await inventory.em.fork().execute<{ name: string }[]>('select name from site');
  const consumers = hubConsumers(sites.map((site) => site.name));
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  const streams = new Set<string>();
  for await (const name of manager.streams.names()) streams.add(name);
  const missing: string[] = [];
  for (const { name } of hubStreams(config.streams)) {
    if (!streams.has(name)) missing.push(name);
    const present = streams.has(name) ? await consumerNames(manager, name) : new Set<string>();
    for (const { durable_name } of consumers.get(name) ?? []) {
      if (present.has(durable_name)) continue;
      if (!streams.has(name) || !(await hasConsumer(manager, name, durable_name)))
        missing.push(`${name}/${durable_name}`);
    }
  }
  if (missing.length === 0) return [];
  log.warn({ missing: missing.slice(0, 20), count: missing.length }, 'queues were gone and are made anew');
  await ensureQueues(dispatcher);
  return missing;
}

async function consumerNames(manager: JetStreamManager, stream: string): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const consumer of manager.consumers.list(stream)) names.add(consumer.name);
  return names;
}

/** A cluster leaves out of its list whose leader does not answer, so what is not listed is asked for by name. */
async function hasConsumer(manager: JetStreamManager, stream: string, consumer: string): Promise<boolean> {
  try {
    await manager.consumers.info(stream, consumer);
    return true;
  } catch (error) {
    if (apiErrorCode(error) === jetstreamErrors.consumerNotFound) return false;
    throw error;
  }
}
