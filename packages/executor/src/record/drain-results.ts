import { type Logger, type NetravenError, SECOND, toErrorRecord } from '@netraven/common';
import { type Inventory, retryDeadlocks, translateDatabaseError } from '@netraven/common/inventory';
import { publishEvent } from '@netraven/common/jetstream';
import { parseMessage, type Result, resultSchema } from '@netraven/common/message';
import { count, observe } from '@netraven/common/metric';
import type { JsMsg, NatsConnection } from 'nats';
import { recordResults } from './record-results.ts';
import type { NewSerial } from './replace-facts.ts';
import { sliceByBytes } from './slice-by-bytes.ts';

const RETRY_MS = 30 * SECOND;
const MOST_DELIVERIES = 10;
const WORKING_EVERY_MS = 3 * SECOND;

/** A transaction takes its results as one parameter, twice as large in the statement. */
const SLICE_BYTES = 8 * 1024 * 1024;

export interface Recorder {
  readonly inventory: Inventory;
  readonly connection: NatsConnection;
  readonly log: Logger;
}

/**
 * Records a batch of results and acknowledges them. A result that cannot be read is refused with a reason; one that
 * the database will not take is set apart from the others, so that it holds up nobody.
 */
export async function drainResults(recorder: Recorder, batch: readonly JsMsg[]): Promise<void> {
  const keepAlive = setInterval(() => {
    for (const message of batch) message.working();
  }, WORKING_EVERY_MS);
  try {
    for (const slice of sliceByBytes(batch, SLICE_BYTES)) await drainSlice(recorder, slice);
  } finally {
    clearInterval(keepAlive);
  }
}

async function drainSlice(recorder: Recorder, slice: readonly JsMsg[]): Promise<void> {
  const readable = slice.flatMap((message) => {
    const result = readResult(recorder, message);
    return result ? [{ message, result }] : [];
  });
  if (readable.length === 0) return;
  try {
    const results = readable.map(({ result }) => result);
    const beganAt = performance.now();
    const newSerials = await retryDeadlocks(() => recordResults(recorder.inventory, results));
    observe('netraven_record_seconds', {}, (performance.now() - beganAt) / SECOND);
    count('netraven_results_recorded_total', {}, results.length);
    for (const { message, result } of readable) {
      // A lost acknowledgement records again, which changes nothing.
      message.ack();
      announce(recorder, result);
      countOutcome(result);
    }
    for (const found of newSerials) announceSerial(recorder, found);
  } catch (error) {
    const translated = translateDatabaseError(error);
    if (translated.retryable) throw translated;
    if (readable.length === 1) return setApart(recorder, readable[0]?.message, translated);
    for (const { message } of readable) await drainSlice(recorder, [message]);
  }
}

/** A result that the database refused for what is in it: it comes again a few times, in case it is not to blame. */
function setApart(recorder: Recorder, message: JsMsg | undefined, error: NetravenError): void {
  if (message === undefined) return;
  recorder.log.error({ err: error, subject: message.subject }, 'result cannot be recorded');
  if (message.info.redeliveryCount < MOST_DELIVERIES) message.nak(RETRY_MS);
  else refuse(recorder, message, error);
}

function readResult(recorder: Recorder, message: JsMsg): Result | null {
  try {
    return parseMessage('result', resultSchema, message.data);
  } catch (error) {
    refuse(recorder, message, error);
    return null;
  }
}

function refuse({ connection, log }: Recorder, message: JsMsg, error: unknown): void {
  log.error({ err: error, subject: message.subject }, 'result refused');
  publishEvent(connection, 'hub', {
    noun: 'message',
    what: 'refused',
    data: { subject: message.subject, reason: toErrorRecord(error).message },
  });
  message.term();
  count('netraven_messages_refused_total', { kind: 'result' });
}

function announce({ connection }: Recorder, result: Result): void {
  publishEvent(connection, result.site, {
    noun: 'task',
    what: result.outcome === 'captured' ? 'captured' : result.outcome === 'retry' ? 'retry' : 'done',
    data: {
      job: result.job,
      task: result.task,
      device: result.device.name,
      outcome: result.outcome,
      attempt: result.attempt,
      code: result.error?.code ?? null,
    },
  });
}

/** `captured` and `retry` are no end of a task. */
function countOutcome({ site, outcome, error }: Result): void {
  if (outcome === 'captured' || outcome === 'retry') return;
  count('netraven_tasks_total', { site, outcome, code: error?.code ?? '' });
}

function announceSerial({ connection }: Recorder, { site, device, serial, previous }: NewSerial): void {
  publishEvent(connection, site, { noun: 'device', what: 'new-serial', data: { device, serial, previous } });
}
