import { publishDurable, streamNames } from '@netraven/common/jetstream';
import { CHUNK_BYTES, type Snapshot, sha256, subjects } from '@netraven/common/message';
import type { Outbox } from '../outbox/outbox.ts';

/**
 * Makes a snapshot durable at the site: its chunks first, if it is large, then the message that names them. Whoever
 * finds the message finds the chunks.
 * @param packed the content as `packContent` made it
 */
export async function publishSnapshot(
  outbox: Outbox,
  snapshot: Omit<Snapshot, 'content'>,
  packed: Buffer,
): Promise<void> {
  const device = snapshot.device.name;
  const stream = streamNames.outbox(outbox.site);
  const content = isLarge(packed)
    ? await publishChunks(outbox, snapshot, packed)
    : { kind: 'inline' as const, data: packed.toString('base64') };
  await publishDurable(
    outbox.local,
    {
      subject: subjects.outbox(outbox.site, 'snapshot', device),
      data: Buffer.from(JSON.stringify({ ...snapshot, content } satisfies Snapshot)),
      messageId: snapshot.capture,
      stream,
    },
    outbox.signal,
  );
}

async function publishChunks(
  { local, site, signal }: Outbox,
  { capture, device }: Omit<Snapshot, 'content'>,
  packed: Buffer,
): Promise<Snapshot['content']> {
  const count = Math.ceil(packed.length / CHUNK_BYTES);
  for (let index = 0; index < count; index++) {
    await publishDurable(
      local,
      {
        subject: subjects.outboxChunk(site, device.name, capture, index),
        data: packed.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
        messageId: `${capture}.chunk.${index}`,
        stream: streamNames.outbox(site),
      },
      signal,
    );
  }
  return { kind: 'chunks', count, bytes: packed.length, sha256: sha256(packed) };
}

function isLarge(packed: Buffer): boolean {
  return packed.length > CHUNK_BYTES;
}
