import { SECOND } from '@netraven/common';
import { consumerNames, streamNames } from '@netraven/common/jetstream';
import type { Snapshot } from '@netraven/common/message';
import type { Consumer, JetStreamClient, JsMsg } from 'nats';
import type { Delivery } from './delivery.ts';
import { readSnapshot } from './read-snapshot.ts';

const MIB = 1024 * 1024;
/** When a batch is full. */
const MOST_DELIVERIES = 500;
const MOST_PACKED_BYTES = 8 * MIB;
const MOST_TEXT_BYTES = 32 * MIB;
const LONGEST_COLLECT_MS = 200;

/** Messages asked for at once: with half a megabyte each, what is held beyond a full batch stays bounded. */
const FETCH_COUNT = 100;
const FETCH_LIMIT_MS = 2 * SECOND;
const FIRST_WAIT_MS = 2 * SECOND;

/** Called with each message that is no snapshot; it must not come back. */
export type Refuse = (message: JsMsg, error: unknown) => void;

/** Where snapshots come from, a batch at a time. */
export interface Intake {
  /**
   * Waits up to two seconds for a first snapshot, then takes what is there at once: until the queue is empty, the
   * batch is full, or 200 ms have passed. Empty when nothing came.
   * @throws what the broker answers when stream or consumer are gone or it is away
   */
  take(): Promise<Delivery[]>;
  /** Hands back what was fetched but not taken. */
  release(): void;
}

/** Opens the durable consumer of `NETRAVEN_SNAPSHOTS`. */
export async function openIntake(client: JetStreamClient, refuse: Refuse): Promise<Intake> {
  const consumer = await client.consumers.get(streamNames.snapshots, consumerNames.snapshots);
  const waiting: JsMsg[] = [];
  return {
    take: () => takeBatch({ client, consumer, refuse, waiting }),
    release: () => {
      for (const message of waiting.splice(0)) message.nak();
    },
  };
}

interface Source {
  readonly client: JetStreamClient;
  readonly consumer: Consumer;
  readonly refuse: Refuse;
  /** Fetched, but not part of a batch yet. */
  readonly waiting: JsMsg[];
}

async function takeBatch(source: Source): Promise<Delivery[]> {
  const { consumer, refuse, waiting } = source;
  if (waiting.length === 0) {
    const first = await consumer.next({ expires: FIRST_WAIT_MS });
    if (!first) return [];
    waiting.push(first);
  }
  const endsAt = performance.now() + LONGEST_COLLECT_MS;
  const batch: Delivery[] = [];
  let room = { deliveries: MOST_DELIVERIES, packedBytes: MOST_PACKED_BYTES, textBytes: MOST_TEXT_BYTES };
  for (let last: JsMsg | undefined; ; ) {
    const message = waiting.shift();
    if (!message) {
      if (last?.info.pending === 0 || performance.now() >= endsAt) return batch;
      waiting.push(...(await fetchPresent(source.client, FETCH_COUNT)));
      if (waiting.length === 0) return batch;
      continue;
    }
    last = message;
    const delivery = readDelivery(message, refuse);
    if (!delivery) continue;
    room = {
      deliveries: room.deliveries - 1,
      packedBytes: room.packedBytes - packedBytesOf(delivery.snapshot),
      textBytes: room.textBytes - delivery.snapshot.bytes,
    };
    if (batch.length > 0 && Math.min(room.deliveries, room.packedBytes, room.textBytes) < 0) {
      waiting.unshift(message);
      return batch;
    }
    batch.push(delivery);
  }
}

function readDelivery(message: JsMsg, refuse: Refuse): Delivery | undefined {
  try {
    return { message, snapshot: readSnapshot(message.subject, message.data) };
  } catch (error) {
    refuse(message, error);
    return undefined;
  }
}

function packedBytesOf({ content }: Snapshot): number {
  return content.kind === 'inline' ? Math.ceil((content.data.length * 3) / 4) : content.bytes;
}

/** What the consumer can deliver now, without waiting for more. */
async function fetchPresent(client: JetStreamClient, count: number): Promise<JsMsg[]> {
  const messages = client.fetch(streamNames.snapshots, consumerNames.snapshots, {
    batch: count,
    no_wait: true,
  });
  const limit = setTimeout(() => messages.stop(), FETCH_LIMIT_MS);
  try {
    const present: JsMsg[] = [];
    for await (const message of messages) present.push(message);
    return present;
  } finally {
    clearTimeout(limit);
  }
}
