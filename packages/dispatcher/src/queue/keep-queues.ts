import { forgetsAcknowledgements, hubConsumers, inDomain, repairQueue } from '@netraven/common/jetstream';
import type { JetStreamManager } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { openBells } from '../stage/bells.ts';
import { runStage } from '../stage/run-stage.ts';
import { ensureQueues } from './ensure-queues.ts';
import { removeStrays } from './remove-strays.ts';

const EVERY_MS = 10_000;

/**
 * Keeps the queues of the hub in order, after each reconnect and every few seconds: a stream or consumer that is gone
 * is made anew, on a server that forgets acknowledgements stuck consumers are repaired, and tasks that nobody would
 * ever take are refused.
 */
export async function keepQueues(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  const { expand: reconnected } = openBells();
  const statuses = dispatcher.connection.status();
  const listen = async () => {
    for await (const status of statuses) if (status.type === 'reconnect') reconnected.ring();
  };
  void listen();
  await runStage({
    name: 'keep queues',
    step: async () => {
      await recreateMissing(dispatcher);
      await repairStuck(dispatcher, signal);
      await removeStrays(dispatcher);
      return false;
    },
    bell: reconnected,
    idleMs: EVERY_MS,
    log: dispatcher.log,
    signal,
  });
}

async function recreateMissing(dispatcher: Dispatcher): Promise<void> {
  const { config, connection, inventory, log } = dispatcher;
  const sites = await inventory.em.fork().execute<{ name: string }[]>('select name from site');
  const expected = hubConsumers(sites.map((site) => site.name));
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  const streams = new Set<string>();
  for await (const name of manager.streams.names()) streams.add(name);
  const missing: string[] = [];
  for (const [stream, consumers] of expected) {
    const present = streams.has(stream) ? await consumerNames(manager, stream) : new Set<string>();
    const names = consumers.map((consumer) => consumer.durable_name);
    missing.push(...names.filter((name) => !present.has(name)).map((name) => `${stream}/${name}`));
    if (!streams.has(stream)) missing.push(stream);
  }
  if (missing.length === 0) return;
  log.warn({ missing: missing.slice(0, 20), count: missing.length }, 'queues were gone and are made anew');
  await ensureQueues(dispatcher);
}

async function consumerNames(manager: JetStreamManager, stream: string): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const consumer of manager.consumers.list(stream)) names.add(consumer.name);
  return names;
}

async function repairStuck({ config, connection, log }: Dispatcher, signal: AbortSignal): Promise<void> {
  if (!forgetsAcknowledgements(connection.info?.version ?? '')) return;
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  for (const stream of hubConsumers([]).keys()) {
    const repaired = await repairQueue(manager, stream, signal);
    if (repaired.length > 0) {
      log.warn(
        { stream, consumers: repaired },
        'acknowledged messages had come back; their consumers are made anew',
      );
    }
  }
}
