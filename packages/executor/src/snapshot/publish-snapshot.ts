import { publishDurable, streamNames, traceHeaders } from '@netraven/common/jetstream';
import { type Snapshot, sendContent, subjects } from '@netraven/common/message';
import type { Outbox } from '../outbox/outbox.ts';

/**
 * Makes the content of a snapshot durable at the site, if it is too large for one message.
 * @param packed the content as `packContent` made it
 * @returns what the snapshot says of its content
 */
export async function publishContent(
  { local, site, signal }: Outbox,
  { device, capture }: { device: string; capture: string },
  packed: Buffer,
): Promise<Snapshot['content']> {
  return sendContent(packed, (index, data) => {
    const subject = subjects.outboxChunk(site, device, capture, index);
    const messageId = `${capture}.chunk.${index}`;
    return publishDurable(local, { subject, data, messageId, stream: streamNames.outbox(site) }, signal);
  });
}

/** Makes a snapshot durable at the site, under its capture id, so that doing it again is harmless. */
export async function publishSnapshot({ local, site, signal }: Outbox, snapshot: Snapshot): Promise<void> {
  await publishDurable(
    local,
    {
      subject: subjects.outbox(site, 'snapshot', snapshot.device.name),
      data: Buffer.from(JSON.stringify(snapshot)),
      messageId: snapshot.capture,
      ...traceHeaders(snapshot.traceparent),
      stream: streamNames.outbox(site),
    },
    signal,
  );
}
