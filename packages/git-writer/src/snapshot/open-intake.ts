import { SECOND } from '@netraven/common';
import { consumerNames, streamNames } from '@netraven/common/jetstream';
import type { Consumer, JetStreamClient, JsMsg } from 'nats';
import { fullBatch, roomAfter } from './batch-room.ts';
import type { Delivery } from './delivery.ts';
import { readSnapshot } from './read-snapshot.ts';

const LONGEST_COLLECT_MS = 200;

/** Messages asked for at once: with half a megabyte each, what is held beyond a full batch stays bounded. */
const FETCH_COUNT = 100;
const FETCH_LIMIT_MS = 2 * SECOND;
/** A stop is noticed after this long; the shortest wait the client takes. */
const FIRST_WAIT_MS = SECOND;

/** Called with each message that is no snapshot; it must not come back. */
export type Refuse = (message: JsMsg, error: unknown) => void;

/** Where snapshots come from, a batch at a time. */
export interface Intake {
  /**
   * Waits up to a second for a first snapshot, then takes what is there at once: until the queue is empty, the
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
  if (!(await awaitFirst(source))) return [];
  const endsAt = performance.now() + LONGEST_COLLECT_MS;
  const batch: Delivery[] = [];
  let room = fullBatch;
  for (let queueIsEmpty = false; ; ) {
    const message = source.waiting.shift();
    if (!message) {
      if (queueIsEmpty || performance.now() >= endsAt) return batch;
      source.waiting.push(...(await fetchPresent(source.client)));
      if (source.waiting.length === 0) return batch;
      continue;
    }
    queueIsEmpty = message.info.pending === 0;
    const delivery = readDelivery(message, source.refuse);
    if (!delivery) continue;
    const left = roomAfter(room, delivery.snapshot);
    if (!left && batch.length > 0) {
      source.waiting.unshift(message);
      return batch;
    }
    batch.push(delivery);
    // One that is larger than a whole batch is a batch of its own.
    if (!left) return batch;
    room = left;
  }
}

async function awaitFirst({ consumer, waiting }: Source): Promise<boolean> {
  if (waiting.length > 0) return true;
  const first = await consumer.next({ expires: FIRST_WAIT_MS });
  if (first) waiting.push(first);
  return first !== null;
}

function readDelivery(message: JsMsg, refuse: Refuse): Delivery | undefined {
  try {
    return { message, snapshot: readSnapshot(message.subject, message.data) };
  } catch (error) {
    refuse(message, error);
    return undefined;
  }
}

/** What the consumer can deliver now, without waiting for more. */
async function fetchPresent(client: JetStreamClient): Promise<JsMsg[]> {
  const messages = client.fetch(streamNames.snapshots, consumerNames.snapshots, {
    batch: FETCH_COUNT,
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
