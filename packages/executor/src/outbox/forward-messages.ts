import { MINUTE, NetravenError, SECOND } from '@netraven/common';
import {
  publishDurable,
  type Refuser,
  readTraceHeader,
  refuseMessage,
  streamNames,
  traceHeaders,
} from '@netraven/common/jetstream';
import {
  eventSchema,
  fromSubjectToken,
  type OutboxKind,
  parseMessage,
  type Snapshot,
  snapshotSchema,
  subjects,
} from '@netraven/common/message';
import type { JetStreamClient, JetStreamManager, JsMsg } from 'nats';

/** In the JSON of a snapshot whose content is not inline. */
const IN_CHUNKS = '"kind":"chunks"';
const WAIT_FOR_CHUNKS_MS = 2 * SECOND;
const LONGEST_WAIT_FOR_CHUNKS_MS = 10 * MINUTE;

/** The hub's side of a forwarder. */
export interface Hub extends Refuser {
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly signal: AbortSignal;
}

/**
 * Publishes a batch of a site's outbox at the hub under the same message ids, and acknowledges each once the hub has
 * stored it. A kill in between forwards again, which the hub's duplicate window and the receivers' keys absorb.
 */
export async function forwardMessages(hub: Hub, kind: OutboxKind, batch: readonly JsMsg[]): Promise<void> {
  await Promise.all(batch.map((message) => forwardMessage(hub, kind, message)));
}

async function forwardMessage(hub: Hub, kind: OutboxKind, message: JsMsg): Promise<void> {
  const [, , site = '', , ...rest] = message.subject.split('.');
  const keepAlive = setInterval(() => message.working(), 3 * SECOND);
  try {
    if (kind === 'snapshot' && !(await hubHoldsChunks(hub, fromSubjectToken(site), message))) {
      message.nak(WAIT_FOR_CHUNKS_MS);
      return;
    }
    const target = targetOf(kind, site, rest, message);
    if (target === null) {
      refuseMessage(
        hub,
        message,
        new NetravenError('NETRAVEN_MESSAGE_INVALID', `outbox: no ${kind} that can be read`),
      );
      return;
    }
    const messageId = message.headers?.get('Nats-Msg-Id') || `${message.subject}.${message.seq}`;
    await publishDurable(
      hub.client,
      { ...target, data: message.data, messageId, ...traceHeaders(readTraceHeader(message)) },
      hub.signal,
    );
    // A lost acknowledgement forwards again, under the same id.
    message.ack();
  } catch (error) {
    hub.log.warn(
      { err: error, subject: message.subject },
      'forwarding failed, the message stays in the outbox',
    );
  } finally {
    clearInterval(keepAlive);
  }
}

function targetOf(
  kind: OutboxKind,
  site: string,
  rest: string[],
  message: JsMsg,
): { subject: string; stream: string } | null {
  if (rest.length !== (kind === 'chunk' ? 3 : 1)) return null;
  switch (kind) {
    case 'snapshot':
      return { subject: `netraven.snapshots.${site}.${rest[0]}`, stream: streamNames.snapshots };
    case 'chunk':
      return { subject: `netraven.chunks.${site}.${rest[1]}.${rest[2]}`, stream: streamNames.chunks };
    case 'result':
      return { subject: `netraven.results.${site}.${rest[0]}`, stream: streamNames.results };
    case 'event': {
      const event = eventSchema.safeParse(jsonOf(message));
      if (!event.success) return null;
      const { noun, what } = event.data;
      return { subject: subjects.event(fromSubjectToken(site), noun, what), stream: streamNames.events };
    }
  }
}

function jsonOf(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}

/** The git-writer should not meet a snapshot before its chunks; when some are lost for good, it is the one to say so. */
async function hubHoldsChunks(hub: Hub, site: string, message: JsMsg): Promise<boolean> {
  // Most contents are inline, and need not be parsed to see that.
  if (!Buffer.from(message.data.buffer, message.data.byteOffset, message.data.length).includes(IN_CHUNKS))
    return true;
  const snapshot = readSnapshot(message);
  const waitedMs = Date.now() - message.info.timestampNanos / 1e6;
  if (snapshot?.content.kind !== 'chunks' || waitedMs > LONGEST_WAIT_FOR_CHUNKS_MS) return true;
  const filter = subjects.chunk(site, snapshot.capture, '*');
  const info = await hub.manager.streams.info(streamNames.chunks, { subjects_filter: filter });
  return Object.keys(info.state.subjects ?? {}).length === snapshot.content.count;
}

/** Null for one that cannot be read: the git-writer refuses it with a reason, where an operator sees it. */
function readSnapshot(message: JsMsg): Snapshot | null {
  try {
    return parseMessage('snapshot', snapshotSchema, message.data);
  } catch {
    return null;
  }
}
