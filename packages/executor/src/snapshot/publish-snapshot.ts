import { publishDurable, streamNames } from '@netraven/common/jetstream';
import { CHUNK_BYTES, type Snapshot, sha256, subjects } from '@netraven/common/message';
import type { Outbox } from '../outbox/outbox.ts';

/**
 * Makes the content of a snapshot durable at the site, if it is too large for one message; whoever later finds the
 * message that names the chunks finds the chunks.
 * @param packed the content as `packContent` made it
 * @returns what the snapshot says of its content
 */
export async function publishContent(
  { local, site, signal }: Outbox,
  { device, capture }: { device: string; capture: string },
  packed: Buffer,
): Promise<Snapshot['content']> {
  if (packed.length <= CHUNK_BYTES) return { kind: 'inline', data: packed.toString('base64') };
  const count = Math.ceil(packed.length / CHUNK_BYTES);
  for (let index = 0; index < count; index++) {
    await publishDurable(
      local,
      {
        subject: subjects.outboxChunk(site, device, capture, index),
        data: packed.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
        messageId: `${capture}.chunk.${index}`,
        stream: streamNames.outbox(site),
      },
      signal,
    );
  }
  return { kind: 'chunks', count, bytes: packed.length, sha256: sha256(packed) };
}

/** Makes a snapshot durable at the site, under its capture id, so that doing it again is harmless. */
export async function publishSnapshot({ local, site, signal }: Outbox, snapshot: Snapshot): Promise<void> {
  await publishDurable(
    local,
    {
      subject: subjects.outbox(site, 'snapshot', snapshot.device.name),
      data: Buffer.from(JSON.stringify(snapshot)),
      messageId: snapshot.capture,
      stream: streamNames.outbox(site),
    },
    signal,
  );
}
