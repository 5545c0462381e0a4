import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { decodeBaseDistance, decodeEntryHeader, entryTypes } from './pack-entry.ts';
import { PackIndex } from './pack-index.ts';

const CHECKSUM_BYTES = 20;
/** Room for an entry's header: type and size, and the distance or id of its base. */
const LONGEST_HEADER_BYTES = 40;

/** An entry as it stands: a full object, or a delta to be applied to its base. */
export interface RawEntry {
  readonly type: number;
  readonly body: Buffer;
  /** Of an offset delta: where its base's entry begins. */
  readonly baseOffset: number | undefined;
  /** Of a reference delta: the id of its base. */
  readonly baseId: Buffer | undefined;
}

/** One pack, open for reading a few bytes at a time; it stays readable when its file is removed. */
export class PackFile {
  readonly name: string;
  readonly index: PackIndex;
  /** Size of the file in bytes. */
  readonly size: number;
  readonly #descriptor: number;

  /**
   * @param path without `.pack` or `.idx`
   * @throws the error of `openSync`, or RangeError when the index is none
   */
  constructor(path: string, name: string) {
    this.index = new PackIndex(readFileSync(`${path}.idx`));
    this.#descriptor = openSync(`${path}.pack`, 'r');
    this.size = fstatSync(this.#descriptor).size;
    this.name = name;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** The last 20 bytes of the file. */
  readChecksum(): Buffer {
    return this.#read(this.size - CHECKSUM_BYTES, CHECKSUM_BYTES);
  }

  /** @throws RangeError or a zlib error when the bytes there are no entry */
  readEntry(offset: number): RawEntry {
    const head = this.#read(offset, LONGEST_HEADER_BYTES);
    const { type, size, end } = decodeEntryHeader(head);
    if (type === entryTypes.offsetDelta) {
      const base = decodeBaseDistance(head, end);
      const body = this.#inflate(offset + base.end, size);
      return { type, body, baseOffset: offset - base.distance, baseId: undefined };
    }
    if (type === entryTypes.referenceDelta) {
      const body = this.#inflate(offset + end + CHECKSUM_BYTES, size);
      return {
        type,
        body,
        baseOffset: undefined,
        baseId: Buffer.from(head.subarray(end, end + CHECKSUM_BYTES)),
      };
    }
    return { type, body: this.#inflate(offset + end, size), baseOffset: undefined, baseId: undefined };
  }

  /** The length of the compressed form is not recorded; what follows it is ignored by zlib. */
  #inflate(start: number, size: number): Buffer {
    const body = inflateSync(this.#read(start, deflatedBytesAtMost(size)), {
      maxOutputLength: Math.max(size, 1),
    });
    if (body.length !== size) throw new RangeError(`entry holds ${body.length} bytes, announced ${size}`);
    return body;
  }

  /** Reads up to `length` bytes, fewer at the end of the file. */
  #read(start: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - start)));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(this.#descriptor, bytes, filled, bytes.length - filled, start + filled);
      if (count === 0) throw new RangeError(`the pack ends at ${start + filled}`);
      filled += count;
    }
    return bytes;
  }
}

/** zlib's own bound for any settings (`deflateBound`), rounded up. */
function deflatedBytesAtMost(size: number): number {
  return size + Math.ceil(size / 8) + Math.ceil(size / 64) + 64;
}
