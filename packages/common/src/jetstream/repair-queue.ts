import { type ConsumerInfo, type JetStreamManager, type MsgRequest, NatsError } from 'nats';
import { pause, SECOND } from '../time.ts';
import { apiErrorCode, jetstreamErrors } from './api-error.ts';

/** An acknowledgement in progress looks the same for a moment, so a consumer is judged only when seen twice. */
const SECOND_LOOK_MS = 1.5 * SECOND;

/**
 * Whether the server forgets acknowledgements of its last seconds when it is killed: the messages come back into
 * their work queue behind the consumer's back, are never delivered, and occupy their subjects. Measured on 2.9.10,
 * gone in 2.10.
 * @param version of the server, as in `connection.info.version`
 */
export function forgetsAcknowledgements(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major < 2 || (major === 2 && minor < 10);
}

/**
 * Finds consumers of a work queue that will never deliver a message that is stored for them, and makes them anew, so
 * that everything stored is delivered again: whoever receives it must know what is done already. Harmless, and without
 * effect, on a healthy queue.
 * @returns names of the consumers that were made anew
 */
export async function repairQueue(
  manager: JetStreamManager,
  stream: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const suspects = await findStuck(manager, stream, await listConsumers(manager, stream));
  if (suspects.length === 0) return [];
  await pause(SECOND_LOOK_MS, signal);
  const stuck = await findStuck(manager, stream, await reload(manager, stream, suspects));
  for (const { name, config } of stuck) {
    await manager.consumers.delete(stream, name);
    await manager.consumers.add(stream, config);
  }
  return stuck.map(({ name }) => name);
}

async function listConsumers(manager: JetStreamManager, stream: string): Promise<ConsumerInfo[]> {
  const found: ConsumerInfo[] = [];
  for await (const consumer of manager.consumers.list(stream)) found.push(consumer);
  return found;
}

function reload(
  manager: JetStreamManager,
  stream: string,
  consumers: readonly ConsumerInfo[],
): Promise<ConsumerInfo[]> {
  return Promise.all(consumers.map(({ name }) => manager.consumers.info(stream, name)));
}

async function findStuck(
  manager: JetStreamManager,
  stream: string,
  consumers: readonly ConsumerInfo[],
): Promise<ConsumerInfo[]> {
  const firsts = await Promise.all(
    consumers.map((consumer) => firstStored(manager, stream, consumer.config.filter_subject ?? '>')),
  );
  return consumers.filter((consumer, index) => {
    const sequence = firsts[index];
    if (sequence === undefined || sequence === null) return false;
    const isPassed = sequence <= consumer.ack_floor.stream_seq;
    const isForgotten = consumer.num_pending === 0 && consumer.num_ack_pending === 0;
    return isPassed || isForgotten;
  });
}

/** Sequence of the oldest message a consumer has to deliver; null when its queue is empty. */
async function firstStored(
  manager: JetStreamManager,
  stream: string,
  filter: string,
): Promise<number | null> {
  // The client's type offers a sequence or a subject; the server takes both (ADR-31, since 2.9).
  const query = { seq: 1, next_by_subj: filter } as MsgRequest;
  try {
    return (await manager.streams.getMessage(stream, query)).seq;
  } catch (error) {
    if (apiErrorCode(error) === jetstreamErrors.messageNotFound) return null;
    if (error instanceof NatsError && error.code === '404') return null;
    throw error;
  }
}
