import { type Logger, pause, SECOND } from '@netraven/common';
import type { Consumer, JsMsg } from 'nats';
import { nextMessage } from '../task/next-message.ts';

/** Messages may be as large as the server takes them. */
const BATCH = 50;
const FETCH_EXPIRES_MS = 5 * SECOND;
const RETRY_PAUSE_MS = SECOND;
/** From one batch to the next, where none waits: a database works on ten results at once for little more than on one. */
const GATHER_MS = 100;

/**
 * Takes batches from a durable consumer and hands them to `settle`, until stopped. `settle` acknowledges each message
 * once its effect is durable elsewhere; whatever it leaves comes again. A missing consumer, stream or server is
 * waited for.
 */
export async function drainOutbox(
  open: () => Promise<Consumer>,
  settle: (batch: readonly JsMsg[]) => Promise<void>,
  { log, signal }: { readonly log: Logger; readonly signal: AbortSignal },
): Promise<void> {
  let consumer: Consumer | null = null;
  while (!signal.aborted) {
    try {
      consumer ??= await open();
      const batch = await fetchBatch(consumer, signal);
      if (batch.length > 0) await settle(batch);
      if (batch.length > 0 && batch.length < BATCH) await pause(GATHER_MS, signal);
    } catch (error) {
      consumer = null;
      log.warn({ err: error }, 'drain waits');
      await pause(RETRY_PAUSE_MS, signal);
    }
  }
}

/**
 * What is there now, up to `BATCH`; waits for the first message. Taking that one first keeps a lone message from
 * waiting for a batch to fill.
 */
async function fetchBatch(consumer: Consumer, signal: AbortSignal): Promise<JsMsg[]> {
  const first = await nextMessage(consumer, FETCH_EXPIRES_MS, signal);
  if (first === null) return [];
  const batch = [first];
  if (first.info.pending === 0) return batch;
  const more = await consumer.fetch({
    max_messages: Math.min(BATCH - 1, first.info.pending),
    expires: SECOND,
  });
  for await (const message of more) batch.push(message);
  return batch;
}
