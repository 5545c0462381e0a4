const COPY = 0x80;
const LARGEST_COPY = 0xffff;
const LARGEST_INSERT = 0x7f;

/** `result` equals its base except for one range. */
export interface RangeEdit {
  readonly baseLength: number;
  readonly result: Buffer;
  /** Bytes of `result` before `start` and from `end` on are those of the base. */
  readonly start: number;
  readonly end: number;
}

/**
 * A git delta: copy what stands before the range, insert the range, copy what stands after it.
 * @see https://git-scm.com/docs/pack-format "deltified representation"
 */
export function encodeDelta({ baseLength, result, start, end }: RangeEdit): Buffer {
  const bytes: number[] = [];
  pushLength(bytes, baseLength);
  pushLength(bytes, result.length);
  pushCopy(bytes, 0, start);
  for (let at = start; at < end; at += LARGEST_INSERT) {
    const part = result.subarray(at, Math.min(at + LARGEST_INSERT, end));
    bytes.push(part.length, ...part);
  }
  const tail = result.length - end;
  pushCopy(bytes, baseLength - tail, tail);
  return Buffer.from(bytes);
}

function pushLength(bytes: number[], length: number): void {
  let rest = length;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function pushCopy(bytes: number[], from: number, count: number): void {
  for (let offset = from, left = count; left > 0; ) {
    const length = Math.min(left, LARGEST_COPY);
    const operands: number[] = [];
    let operation = COPY;
    for (let index = 0; index < 4; index++) {
      const byte = (offset >>> (8 * index)) & 0xff;
      if (byte !== 0) {
        operation |= 1 << index;
        operands.push(byte);
      }
    }
    for (let index = 0; index < 2; index++) {
      const byte = (length >>> (8 * index)) & 0xff;
      if (byte !== 0) {
        operation |= 16 << index;
        operands.push(byte);
      }
    }
    bytes.push(operation, ...operands);
    offset += length;
    left -= length;
  }
}

/**
 * The object a delta makes of its base.
 * @throws RangeError when the delta does not fit the base or is cut short
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const reader = { delta, at: 0 };
  if (readLength(reader) !== base.length) throw new RangeError('the delta belongs to another base');
  const result = Buffer.alloc(readLength(reader));
  let written = 0;
  while (reader.at < delta.length) {
    const operation = delta.readUInt8(reader.at++);
    if (operation & COPY) {
      const { offset, length } = readCopy(reader, operation);
      if (offset + length > base.length || written + length > result.length)
        throw new RangeError('the delta copies beyond its base');
      written += base.copy(result, written, offset, offset + length);
    } else {
      written += delta.copy(result, written, reader.at, reader.at + operation);
      reader.at += operation;
    }
  }
  if (written !== result.length) throw new RangeError('the delta is cut short');
  return result;
}

interface DeltaReader {
  readonly delta: Buffer;
  at: number;
}

function readLength(reader: DeltaReader): number {
  let length = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = reader.delta.readUInt8(reader.at++);
    length += (byte & 0x7f) * scale;
    if ((byte & 0x80) === 0) return length;
  }
}

function readCopy(reader: DeltaReader, operation: number): { offset: number; length: number } {
  let offset = 0;
  let length = 0;
  for (let index = 0; index < 4; index++) {
    if (operation & (1 << index)) offset += reader.delta.readUInt8(reader.at++) * 2 ** (8 * index);
  }
  for (let index = 0; index < 3; index++) {
    if (operation & (16 << index)) length += reader.delta.readUInt8(reader.at++) * 2 ** (8 * index);
  }
  return { offset, length: length === 0 ? 0x10000 : length };
}
