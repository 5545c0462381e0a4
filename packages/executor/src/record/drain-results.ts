import { DriverException } from '@mikro-orm/core';
import { type Logger, SECOND } from '@netraven/common';
import { type Inventory, translateDatabaseError } from '@netraven/common/inventory';
import { publishEvent } from '@netraven/common/jetstream';
import { parseMessage, type Result, resultSchema } from '@netraven/common/message';
import type { JsMsg, NatsConnection } from 'nats';
import { recordResults } from './record-results.ts';
import type { NewSerial } from './replace-facts.ts';

const RETRY_MS = 30 * SECOND;

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
  const readable = batch.flatMap((message) => {
    const result = readResult(recorder, message);
    return result ? [{ message, result }] : [];
  });
  if (readable.length === 0) return;
  let newSerials: readonly NewSerial[];
  try {
    newSerials = await recordResults(
      recorder.inventory,
      readable.map(({ result }) => result),
    );
  } catch (error) {
    if (!isDataError(error) || readable.length === 1) throw translateDatabaseError(error);
    for (const one of readable) await recordAlone(recorder, one.message);
    return;
  }
  for (const { message, result } of readable) {
    // A lost acknowledgement records again, which changes nothing.
    message.ack();
    announce(recorder, result);
  }
  for (const found of newSerials) announceSerial(recorder, found);
}

function readResult({ connection, log }: Recorder, message: JsMsg): Result | null {
  try {
    return parseMessage('result', resultSchema, message.data);
  } catch (error) {
    log.error({ err: error, subject: message.subject }, 'result refused');
    publishEvent(connection, 'hub', {
      noun: 'message',
      what: 'refused',
      data: { subject: message.subject, reason: String(error) },
    });
    message.term();
    return null;
  }
}

async function recordAlone(recorder: Recorder, message: JsMsg): Promise<void> {
  try {
    await drainResults(recorder, [message]);
  } catch (error) {
    recorder.log.error({ err: error, subject: message.subject }, 'result cannot be recorded');
    message.nak(RETRY_MS);
  }
}

/** SQLSTATE classes 22 and 23: the values are at fault, not the connection or the server. */
function isDataError(error: unknown): boolean {
  return error instanceof DriverException && /^2[23]/.test(String(error.code ?? ''));
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

function announceSerial({ connection }: Recorder, { site, device, serial, previous }: NewSerial): void {
  publishEvent(connection, site, { noun: 'device', what: 'new-serial', data: { device, serial, previous } });
}
