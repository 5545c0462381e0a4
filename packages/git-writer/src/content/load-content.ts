import { NetravenError } from '@netraven/common';
import { apiErrorCode, jetstreamErrors, streamNames } from '@netraven/common/jetstream';
import {
  type Snapshot,
  type SnapshotContent,
  sha256,
  subjects,
  unpackContent,
} from '@netraven/common/message';
import type { JetStreamManager } from 'nats';

/** Chunks asked for at once. */
const AT_ONCE = 8;
/** No content that passes `unpackContent` is larger packed. */
const MOST_PACKED_BYTES = 256 * 1024 * 1024;

/**
 * The content of a snapshot, from the message or from `NETRAVEN_CHUNKS`.
 * @throws NETRAVEN_SNAPSHOT_CHUNK_MISSING when a chunk is not there (yet), NETRAVEN_SNAPSHOT_HASH when the content is
 *   not the announced one
 */
export async function loadContent(manager: JetStreamManager, snapshot: Snapshot): Promise<SnapshotContent> {
  const { content, hash } = snapshot;
  const packed =
    content.kind === 'inline' ? Buffer.from(content.data, 'base64') : await joinChunks(manager, snapshot);
  const unpacked = unpackContent(packed, hash);
  const bytes = Buffer.byteLength(unpacked.text);
  if (bytes !== snapshot.bytes)
    throw new NetravenError(
      'NETRAVEN_SNAPSHOT_HASH',
      `the text has ${bytes} bytes, announced ${snapshot.bytes}`,
    );
  return unpacked;
}

async function joinChunks(manager: JetStreamManager, { site, capture, content }: Snapshot): Promise<Buffer> {
  if (content.kind !== 'chunks') throw new TypeError('no chunks');
  if (content.bytes > MOST_PACKED_BYTES)
    throw new NetravenError(
      'NETRAVEN_SNAPSHOT_HASH',
      `${content.bytes} packed bytes, at most ${MOST_PACKED_BYTES}`,
    );
  const chunks: Uint8Array[] = [];
  for (let start = 0; start < content.count; start += AT_ONCE) {
    const indexes = Array.from(
      { length: Math.min(AT_ONCE, content.count - start) },
      (_, offset) => start + offset,
    );
    chunks.push(
      ...(await Promise.all(
        indexes.map((index) => readChunk(manager, subjects.chunk(site, capture, index))),
      )),
    );
  }
  const packed = Buffer.concat(chunks);
  if (packed.length === content.bytes && sha256(packed) === content.sha256) return packed;
  throw new NetravenError('NETRAVEN_SNAPSHOT_HASH', 'the chunks do not have the announced hash');
}

async function readChunk(manager: JetStreamManager, subject: string): Promise<Uint8Array> {
  try {
    return (await manager.streams.getMessage(streamNames.chunks, { last_by_subj: subject })).data;
  } catch (cause) {
    if (apiErrorCode(cause) !== jetstreamErrors.messageNotFound) throw cause;
    throw new NetravenError('NETRAVEN_SNAPSHOT_CHUNK_MISSING', `${subject} is not there`, { cause });
  }
}

/** Removes the chunks of a snapshot that is settled. */
export async function dropChunks(manager: JetStreamManager, { site, capture }: Snapshot): Promise<void> {
  await manager.streams.purge(streamNames.chunks, { filter: subjects.chunk(site, capture, '*') });
}
