import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { idKey, type ObjectType } from './object-id.ts';
import { encodeBaseDistance, encodeEntryHeader, entryTypes } from './pack-entry.ts';
import { encodePackIndex, type PackEntry } from './pack-index.ts';
import { storeAsZlib } from './stored-zlib.ts';

const HEADER_BYTES = 12;
const CHECKSUM_BYTES = 20;

/** A compressor for a few hundred bytes: small window and tables are cheaper to set up than the defaults. */
const SMALL = { level: 1, memLevel: 5, windowBits: 12 } as const;
/** Above this many bytes the full window pays. */
const SMALL_BYTES = 60_000;

/** A complete pack with its index, ready to be written. */
export interface FinishedPack {
  /** `pack-<checksum>`, the name without extension. */
  readonly name: string;
  readonly pack: Buffer;
  readonly index: Buffer;
  readonly count: number;
}

/** Collects objects in memory and makes one self-contained pack of them; an object goes in once. */
export class PackBuilder {
  readonly #chunks: Uint8Array[] = [];
  readonly #entries: PackEntry[] = [];
  readonly #offsets = new Map<string, number>();
  #size = HEADER_BYTES;

  get count(): number {
    return this.#entries.length;
  }

  /** Bytes of the pack so far. */
  get size(): number {
    return this.#size;
  }

  offsetOf(id: Buffer): number | undefined {
    return this.#offsets.get(idKey(id));
  }

  /** Adds a compressible file. */
  addBlob(id: Buffer, body: Uint8Array, level: number): number {
    return this.#add(id, encodeEntryHeader(entryTypes.blob, body.length), deflateSync(body, { level }));
  }

  /** Adds what does not compress, such as an encrypted file. */
  addRandomBlob(id: Buffer, body: Uint8Array): number {
    return this.addBlob(id, body, 0);
  }

  /** Adds a tree or commit. */
  addSmall(type: Exclude<ObjectType, 'blob'>, id: Buffer, body: Uint8Array): number {
    const settings = body.length < SMALL_BYTES ? SMALL : { level: 1 };
    return this.#add(id, encodeEntryHeader(entryTypes[type], body.length), deflateSync(body, settings));
  }

  /** Adds an object as its difference to one of this pack. */
  addDelta(id: Buffer, baseOffset: number, delta: Buffer): number {
    const header = Buffer.concat([
      encodeEntryHeader(entryTypes.offsetDelta, delta.length),
      encodeBaseDistance(this.#size - baseOffset),
    ]);
    return this.#add(id, header, storeAsZlib(delta));
  }

  #add(id: Buffer, header: Buffer, body: Buffer): number {
    const offset = this.#size;
    this.#chunks.push(header, body);
    this.#size += header.length + body.length;
    this.#entries.push({ id, offset, crc: crc32(body, crc32(header)) });
    this.#offsets.set(idKey(id), offset);
    return offset;
  }

  finish(): FinishedPack {
    const header = encodePackHeader(this.count);
    const pack = Buffer.concat([header, ...this.#chunks, Buffer.alloc(CHECKSUM_BYTES)]);
    const checksum = createHash('sha1').update(pack.subarray(0, -CHECKSUM_BYTES)).digest();
    checksum.copy(pack, pack.length - CHECKSUM_BYTES);
    return {
      name: `pack-${checksum.toString('hex')}`,
      pack,
      index: encodePackIndex(this.#entries, checksum),
      count: this.count,
    };
  }
}

/** Magic, version 2 and number of objects. */
export function encodePackHeader(count: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PACK', 'latin1');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(count, 8);
  return header;
}
