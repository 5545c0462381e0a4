import type { NatsConnection } from 'nats';
import { toErrorRecord } from '../errors.ts';
import type { Logger } from '../log.ts';
import { count } from '../metric/metrics.ts';
import { publishEvent } from './publish-event.ts';

/** A message that will never do; those without a stream have nothing to be taken out of. */
export interface RefusedMessage {
  readonly subject: string;
  readonly seq?: number;
  readonly info?: { readonly stream: string };
  readonly headers?: { get(name: string): string } | undefined;
  term?(): void;
}

export type RefusedKind = 'job' | 'task' | 'result' | 'snapshot' | 'outbox' | 'cancel' | 'event' | 'api';

/** Who refuses, and where it counts. */
export interface Refuser {
  readonly connection: NatsConnection;
  readonly log: Logger;
  /** What the message should have been, as `netraven_messages_refused_total` counts it. */
  readonly kind: RefusedKind;
  /** The site of the refuser, or `hub`. */
  readonly scope: string;
}

const LONGEST_SUBJECT = 500;

/**
 * Takes a message out of its queue for good, since doing it again would change nothing: counted, and said with the
 * reason in the log and on `netraven.events.<site|hub>.message.refused`.
 */
export function refuseMessage(
  { connection, log, kind, scope }: Refuser,
  message: RefusedMessage,
  error: unknown,
): void {
  const { code, message: reason } = toErrorRecord(error);
  const subject = message.subject.slice(0, LONGEST_SUBJECT);
  count('netraven_messages_refused_total', { kind });
  log.error({ code, reason, subject, seq: message.seq }, 'message refused');
  publishEvent(connection, scope, {
    noun: 'message',
    what: 'refused',
    data: {
      stream: message.info?.stream ?? null,
      subject,
      sequence: message.seq ?? null,
      messageId: message.headers?.get('Nats-Msg-Id').slice(0, LONGEST_SUBJECT) || null,
      code,
      reason,
    },
  });
  message.term?.();
}
