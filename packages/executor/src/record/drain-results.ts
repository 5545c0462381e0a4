import { type Logger, NetravenError, SECOND } from '@netraven/common';
import { type Inventory, retryDeadlocks, translateDatabaseError } from '@netraven/common/inventory';
import { publishEvent, readTraceHeader, refuseMessage } from '@netraven/common/jetstream';
import { parseMessage, type Result, resultSchema, subjects } from '@netraven/common/message';
import { count, observe } from '@netraven/common/metric';
import { addSpan, isTracing, nowMs } from '@netraven/common/trace';
import type { JsMsg, NatsConnection } from 'nats';
import { findKnownTasks } from './find-known-tasks.ts';
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
  const readable = await keepKnown(
    recorder,
    slice.flatMap((message) => {
      const result = readResult(recorder, message);
      return result ? [{ message, result }] : [];
    }),
  );
  if (readable.length === 0) return;
  try {
    const results = readable.map(({ result }) => result);
    const startMs = nowMs();
    const newSerials = await retryDeadlocks(() => recordResults(recorder.inventory, results));
    observe('netraven_record_seconds', {}, (nowMs() - startMs) / SECOND);
    count('netraven_results_recorded_total', {}, results.length);
    for (const { message, result } of readable) {
      // A lost acknowledgement records again, which changes nothing.
      message.ack();
      announce(recorder, result);
      countOutcome(result);
      traceResult(message, result, startMs);
    }
    for (const found of newSerials) announceSerial(recorder, found);
  } catch (error) {
    const translated = translateDatabaseError(error);
    if (translated.retryable) throw translated;
    if (readable.length === 1) return setApart(recorder, readable[0]?.message, translated);
    for (const { message } of readable) await drainSlice(recorder, [message]);
  }
}

interface ReadResult {
  readonly message: JsMsg;
  readonly result: Result;
}

/** A site answers for its own tasks only: what claims another's, or one that nobody knows, is refused. */
async function keepKnown(recorder: Recorder, read: readonly ReadResult[]): Promise<ReadResult[]> {
  if (read.length === 0) return [];
  const known = await findKnownTasks(
    recorder.inventory,
    read.map(({ result }) => result),
  );
  return read.filter(({ message, result: { task, device, site } }) => {
    if (known.has(task)) return true;
    const reason = `result: task: ${task} of ${device.name} at ${site} is not known`;
    refuse(recorder, message, new NetravenError('NETRAVEN_MESSAGE_INVALID', reason));
    return false;
  });
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
    return checkSubject(parseMessage('result', resultSchema, message.data), message.subject);
  } catch (error) {
    refuse(recorder, message, error);
    return null;
  }
}

/** The subject, which the broker's permissions guard, must name the same site and device as the body. */
function checkSubject(result: Result, subject: string): Result {
  const { site, device } = result;
  const expected = [subjects.result(site, device.name), subjects.outbox(site, 'result', device.name)];
  if (expected.includes(subject)) return result;
  throw new NetravenError(
    'NETRAVEN_MESSAGE_INVALID',
    `result: subject: must be ${expected.join(' or ')}, got ${subject.slice(0, 200)}`,
  );
}

function refuse(recorder: Recorder, message: JsMsg, error: unknown): void {
  refuseMessage({ ...recorder, kind: 'result', scope: 'hub' }, message, error);
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

function traceResult(message: JsMsg, { job, task, outcome }: Result, startMs: number): void {
  if (!isTracing()) return;
  const attributes = { 'netraven.job': job, 'netraven.task': task, 'netraven.outcome': outcome };
  addSpan({ name: 'record result', kind: 'consumer', parent: readTraceHeader(message), startMs, attributes });
}

function announceSerial({ connection }: Recorder, { site, device, serial, previous }: NewSerial): void {
  publishEvent(connection, site, { noun: 'device', what: 'new-serial', data: { device, serial, previous } });
}
