import { createHash } from 'node:crypto';

const MAGIC = 0xff744f63;
const VERSION = 2;
const FANOUT_START = 8;
const IDS_START = FANOUT_START + 256 * 4;
const ID_BYTES = 20;
const TRAILER_BYTES = 2 * ID_BYTES;
const LARGE_OFFSET = 0x80000000;

/** Where one object stands in a pack. */
export interface PackEntry {
  readonly id: Buffer;
  readonly offset: number;
  /** CRC-32 of the entry as it stands in the pack. */
  readonly crc: number;
}

/**
 * An index (version 2) of a pack below 2 GiB.
 * @param packChecksum the last 20 bytes of the pack
 * @see https://git-scm.com/docs/pack-format "pack-*.idx files"
 */
export function encodePackIndex(entries: readonly PackEntry[], packChecksum: Buffer): Buffer {
  const sorted = entries.toSorted((a, b) => Buffer.compare(a.id, b.id));
  const crcStart = IDS_START + ID_BYTES * sorted.length;
  const offsetStart = crcStart + 4 * sorted.length;
  const index = Buffer.alloc(offsetStart + 4 * sorted.length + TRAILER_BYTES);
  index.writeUInt32BE(MAGIC, 0);
  index.writeUInt32BE(VERSION, 4);
  const counts = new Uint32Array(256);
  for (const [position, { id, crc, offset }] of sorted.entries()) {
    const first = id.readUInt8(0);
    counts[first] = (counts[first] ?? 0) + 1;
    id.copy(index, IDS_START + ID_BYTES * position);
    index.writeUInt32BE(crc, crcStart + 4 * position);
    index.writeUInt32BE(offset, offsetStart + 4 * position);
  }
  let sum = 0;
  for (const [first, count] of counts.entries()) {
    sum += count;
    index.writeUInt32BE(sum, FANOUT_START + 4 * first);
  }
  packChecksum.copy(index, index.length - TRAILER_BYTES);
  createHash('sha1')
    .update(index.subarray(0, -ID_BYTES))
    .digest()
    .copy(index, index.length - ID_BYTES);
  return index;
}

/** A pack index kept as the bytes of its file and searched in place: 14 MB for half a million objects, no strings. */
export class PackIndex {
  readonly #bytes: Buffer;
  /** Number of objects. */
  readonly count: number;

  /** @throws RangeError when the bytes are no index of version 2 or its size does not fit its count */
  constructor(bytes: Buffer) {
    if (
      bytes.length < IDS_START + TRAILER_BYTES ||
      bytes.readUInt32BE(0) !== MAGIC ||
      bytes.readUInt32BE(4) !== VERSION
    )
      throw new RangeError('no pack index of version 2');
    this.#bytes = bytes;
    this.count = bytes.readUInt32BE(FANOUT_START + 255 * 4);
    if (bytes.length < IDS_START + 28 * this.count + TRAILER_BYTES)
      throw new RangeError('the pack index is cut short');
  }

  get packChecksum(): Buffer {
    return this.#bytes.subarray(-TRAILER_BYTES, -ID_BYTES);
  }

  /** Whether the file is as it was written. */
  isIntact(): boolean {
    const sum = createHash('sha1').update(this.#bytes.subarray(0, -ID_BYTES)).digest();
    return sum.equals(this.#bytes.subarray(-ID_BYTES));
  }

  /** Offset of the object's entry in the pack; undefined when the pack does not hold it. */
  offsetOf(id: Buffer): number | undefined {
    const first = id.readUInt8(0);
    let low = first === 0 ? 0 : this.#bytes.readUInt32BE(FANOUT_START + 4 * (first - 1));
    let high = this.#bytes.readUInt32BE(FANOUT_START + 4 * first);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const start = IDS_START + ID_BYTES * middle;
      const order = id.compare(this.#bytes, start, start + ID_BYTES);
      if (order === 0) return this.#offsetAt(middle);
      if (order < 0) high = middle;
      else low = middle + 1;
    }
    return undefined;
  }

  /** Every entry in the order of ids. */
  *entries(): Generator<PackEntry> {
    for (let position = 0; position < this.count; position++) {
      const start = IDS_START + ID_BYTES * position;
      yield {
        id: this.#bytes.subarray(start, start + ID_BYTES),
        crc: this.#bytes.readUInt32BE(IDS_START + ID_BYTES * this.count + 4 * position),
        offset: this.#offsetAt(position),
      };
    }
  }

  #offsetAt(position: number): number {
    const offsetsStart = IDS_START + 24 * this.count;
    const offset = this.#bytes.readUInt32BE(offsetsStart + 4 * position);
    if (offset < LARGE_OFFSET) return offset;
    const row = offset - LARGE_OFFSET;
    return Number(this.#bytes.readBigUInt64BE(offsetsStart + 4 * this.count + 8 * row));
  }
}
