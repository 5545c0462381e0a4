import type { ObjectType } from './object-id.ts';

/** Type numbers of the pack format. */
export const entryTypes = { commit: 1, tree: 2, blob: 3, offsetDelta: 6, referenceDelta: 7 } as const;

/**
 * The bytes before an entry's compressed body: type and inflated size.
 * @see https://git-scm.com/docs/pack-format "object entries"
 */
export function encodeEntryHeader(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let byte = (type << 4) | (size & 15);
  let rest = Math.floor(size / 16);
  while (rest > 0) {
    bytes.push(byte | 0x80);
    byte = rest & 0x7f;
    rest = Math.floor(rest / 128);
  }
  bytes.push(byte);
  return Buffer.from(bytes);
}

/** How far back an offset delta's base lies, as the pack format writes it (each continuation adds one). */
export function encodeBaseDistance(distance: number): Buffer {
  const bytes = [distance & 0x7f];
  for (let rest = Math.floor(distance / 128); rest > 0; rest = Math.floor(rest / 128)) {
    rest--;
    bytes.unshift(0x80 | (rest & 0x7f));
  }
  return Buffer.from(bytes);
}

/** What stands before an entry's compressed body. */
export interface EntryHeader {
  readonly type: number;
  readonly size: number;
  /** Where the base distance, base id or body begins, relative to the entry. */
  readonly end: number;
}

export function decodeEntryHeader(entry: Buffer): EntryHeader {
  let at = 0;
  let byte = entry.readUInt8(at++);
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let scale = 16; byte & 0x80; scale *= 128) {
    byte = entry.readUInt8(at++);
    size += (byte & 0x7f) * scale;
  }
  return { type, size, end: at };
}

/** The reverse of `encodeBaseDistance`, read at `start`. */
export function decodeBaseDistance(entry: Buffer, start: number): { distance: number; end: number } {
  let at = start;
  let byte = entry.readUInt8(at++);
  let distance = byte & 0x7f;
  while (byte & 0x80) {
    byte = entry.readUInt8(at++);
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  return { distance, end: at };
}

/** The object type of a full entry; undefined for a delta. */
export function objectTypeOf(entryType: number): ObjectType | undefined {
  if (entryType === entryTypes.commit) return 'commit';
  if (entryType === entryTypes.tree) return 'tree';
  if (entryType === entryTypes.blob) return 'blob';
  return undefined;
}
