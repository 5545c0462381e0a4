import { pause, SECOND, toErrorRecord } from '@netraven/common';
import {
  consumerNames,
  inDomain,
  publishEvent,
  readTraceHeader,
  refuseMessage,
  streamNames,
} from '@netraven/common/jetstream';
import { assertStorable, jobRequestSchema, parseMessage } from '@netraven/common/message';
import { count } from '@netraven/common/metric';
import { beginSpan, type OpenSpan, parseTraceparent, traceFields } from '@netraven/common/trace';
import type { Consumer, JsMsg } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { ensureQueues } from '../queue/ensure-queues.ts';
import { asRefusal } from '../stage/as-refusal.ts';
import { describeFailure } from '../stage/describe-failure.ts';
import { insertJob } from './insert-job.ts';
import { buildJobRow, type JobRow } from './job-row.ts';

const PULL_EXPIRES_MS = 5 * SECOND;
const RETRY_MS = 2 * SECOND;
const MISSING_RETRY_MS = 500;

/**
 * Takes one request after the other from `NETRAVEN_JOBS` and acknowledges it once its job row is durable. The row is
 * all that the later stages need, so a crash before the acknowledgement means the same row again. While the database
 * is away nothing new is pulled.
 */
export async function acceptRequests(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  const { config, connection, log } = dispatcher;
  let consumer: Consumer | null = null;
  while (!signal.aborted) {
    let message: JsMsg | null = null;
    try {
      consumer ??= await connection
        .jetstream(inDomain(config.nats.domain))
        .consumers.get(streamNames.jobs, consumerNames.jobs);
      message = await pullRequest(consumer, signal);
    } catch (error) {
      consumer = null;
      log.warn({ err: describeFailure(error) ?? error }, 'waiting for the job queue');
      await pause(MISSING_RETRY_MS, signal);
      if (!signal.aborted) await ensureQueues(dispatcher).catch(() => undefined);
    }
    if (message === null) continue;
    try {
      await acceptRequest(dispatcher, message);
    } catch (error) {
      log.warn({ err: describeFailure(error) ?? error, sequence: message.seq }, 'request handed back');
      message.nak(RETRY_MS);
      await databaseAnswers(dispatcher, signal);
    }
  }
}

/** The next request; null when none comes for a while, or the signal fires: one that comes then is handed back. */
async function pullRequest(consumer: Consumer, signal: AbortSignal): Promise<JsMsg | null> {
  const pulled = consumer.next({ expires: PULL_EXPIRES_MS });
  const { promise: stopped, resolve } = Promise.withResolvers<'stopped'>();
  const stop = () => resolve('stopped');
  signal.addEventListener('abort', stop, { once: true });
  try {
    const first = await Promise.race([pulled, stopped]);
    if (first !== 'stopped') return first;
    void pulled.then((late) => late?.nak()).catch(() => undefined);
    return null;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function acceptRequest(dispatcher: Dispatcher, message: JsMsg): Promise<void> {
  let job: JobRow;
  let isNew: boolean;
  let span: OpenSpan | undefined;
  try {
    const request = readRequest(message);
    span = beginRequest(request);
    job = { ...request, traceparent: span.traceparent };
    isNew = await insertJob(dispatcher.inventory, job);
  } catch (error) {
    span?.end({ error: toErrorRecord(error).code });
    const refusal = asRefusal('job request', error);
    if (!refusal) throw error;
    refuseMessage({ ...dispatcher, kind: 'job', scope: 'hub' }, message, refusal);
    return;
  }
  await message.ackAck();
  span.end();
  dispatcher.log.info(
    { job: job.id, isNew, ...traceFields(job.traceparent) },
    isNew ? 'job accepted' : 'job known already',
  );
  if (!isNew) return;
  count('netraven_jobs_accepted_total', { lane: job.lane });
  publishEvent(dispatcher.connection, 'hub', { noun: 'job', what: 'accepted', data: { job: job.id } });
  dispatcher.bells.expand.ring();
}

function readRequest(message: JsMsg): JobRow {
  const request = parseMessage('job request', jobRequestSchema, message.data);
  assertStorable('job request', request);
  return buildJobRow(request, {
    messageId: message.headers?.get('Nats-Msg-Id') ?? '',
    traceparent: validTraceparent(readTraceHeader(message)),
    storedAt: new Date(message.info.timestampNanos / 1e6),
    sequence: message.seq,
  });
}

/** The header is of anybody: what is no trace begins a new one. */
function validTraceparent(header: string | null): string | null {
  return parseTraceparent(header) === undefined ? null : header;
}

function beginRequest(job: JobRow): OpenSpan {
  return beginSpan({
    name: 'job request',
    kind: 'consumer',
    parent: job.traceparent,
    attributes: { 'netraven.job': job.id, 'netraven.lane': job.lane },
  });
}

async function databaseAnswers({ inventory, log }: Dispatcher, signal: AbortSignal): Promise<void> {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      await inventory.em.fork().execute('select 1');
      return;
    } catch (error) {
      if (tries === 0) log.warn({ err: describeFailure(error) ?? error }, 'waiting for the database');
      await pause(RETRY_MS, signal);
    }
  }
}
