import type { Snapshot } from './snapshot.ts';
import { CHUNK_BYTES, sha256 } from './snapshot-content.ts';

/**
 * Sends the content of a snapshot ahead in chunks if it is too large for one message, in order: whoever later finds the
 * message that names the chunks finds the chunks.
 * @param packed the content as `packContent` made it
 * @param sendChunk resolves once the chunk is durable; `index` counts from 0
 * @returns what the snapshot says of its content
 */
export async function sendContent(
  packed: Buffer,
  sendChunk: (index: number, data: Buffer) => Promise<unknown>,
): Promise<Snapshot['content']> {
  if (packed.length <= CHUNK_BYTES) return { kind: 'inline', data: packed.toString('base64') };
  const count = Math.ceil(packed.length / CHUNK_BYTES);
  for (let index = 0; index < count; index++) {
    await sendChunk(index, packed.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
  }
  return { kind: 'chunks', count, bytes: packed.length, sha256: sha256(packed) };
}
