import { forgetsAcknowledgements, hubConsumers, inDomain, repairQueue } from '@netraven/common/jetstream';
import type { Dispatcher } from '../dispatcher.ts';

/**
 * On a server that forgets acknowledgements, makes consumers of the hub anew that would never deliver what is stored.
 * @returns `STREAM/consumer` of each
 */
export async function repairStuck(
  { config, connection, log }: Dispatcher,
  signal?: AbortSignal,
): Promise<string[]> {
  if (!forgetsAcknowledgements(connection.info?.version ?? '')) return [];
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  const all: string[] = [];
  for (const stream of hubConsumers([]).keys()) {
    const consumers = await repairQueue(manager, stream, signal);
    if (consumers.length === 0) continue;
    log.warn({ stream, consumers }, 'acknowledged messages had come back; their consumers are made anew');
    all.push(...consumers.map((consumer) => `${stream}/${consumer}`));
  }
  return all;
}
