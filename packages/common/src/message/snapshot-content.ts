import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { NetravenError } from '../errors.ts';

/** Compressed contents above this many bytes travel in chunks of this size. */
export const CHUNK_BYTES = 512 * 1024;

/** Decompressed contents above this are refused: a hostile message must not exhaust the git-writer. */
const MAX_CONTENT_BYTES = 256 * 1024 * 1024;

/** What a snapshot carries. */
export interface SnapshotContent {
  /** Redacted configuration, `\n` line ends. */
  readonly text: string;
  /** Full configuration encrypted with age to the operators' recipients; null without recipients. */
  readonly sealed: Uint8Array | null;
}

/** Length of the text in 4 bytes big-endian, the text, then the sealed original; compressed with zstd. */
export function packContent(content: SnapshotContent): Buffer {
  const text = Buffer.from(content.text, 'utf8');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(text.length);
  return zstdCompressSync(Buffer.concat([head, text, content.sealed ?? Buffer.alloc(0)]));
}

/** @throws NETRAVEN_SNAPSHOT_HASH when the bytes are not what `packContent` made, or the text has another hash */
export function unpackContent(packed: Uint8Array, hash: string): SnapshotContent {
  const { text, sealed } = splitContent(packed);
  if (sha256(text) !== hash)
    throw new NetravenError('NETRAVEN_SNAPSHOT_HASH', 'the text does not have the announced hash');
  return { text: text.toString('utf8'), sealed: sealed.length === 0 ? null : sealed };
}

function splitContent(packed: Uint8Array): { text: Buffer; sealed: Buffer } {
  try {
    const raw = zstdDecompressSync(packed, { maxOutputLength: MAX_CONTENT_BYTES });
    const length = raw.readUInt32BE(0);
    if (length > raw.length - 4) throw new RangeError('shorter than its announced text');
    return { text: raw.subarray(4, 4 + length), sealed: raw.subarray(4 + length) };
  } catch (cause) {
    throw new NetravenError('NETRAVEN_SNAPSHOT_HASH', 'the content cannot be unpacked', { cause });
  }
}

/** SHA-256 in lower-case hex. */
export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
