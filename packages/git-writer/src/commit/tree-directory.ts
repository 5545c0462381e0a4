const ID_BYTES = 20;
const FILE_MODE = '100644 ';
const FOLDER_MODE = '40000 ';
const FOLDER_MODE_FIRST_BYTE = 0x34;

export type EntryKind = 'file' | 'folder';

/** Where the last packed form of a folder stands, so that the next can be a difference to it. */
export interface PackedForm {
  /** Number of the batch whose pack holds it. */
  readonly batch: number;
  readonly offset: number;
  readonly length: number;
  /** Deltas between it and a full object. */
  readonly depth: number;
}

/** The part of a folder's bytes that changed since its last packed form. */
export interface ChangedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One folder as the bytes of its git tree. Replacing a file's id overwrites 20 bytes; nothing is parsed, sorted or
 * rebuilt, whatever the number of entries.
 * @see https://git-scm.com/docs/gitformat-pack, `base_name_compare` in git's tree.c for the order of entries
 */
export class TreeDirectory {
  readonly name: string;
  readonly parent: TreeDirectory | null;
  readonly folders = new Map<string, TreeDirectory>();
  /** Number of folders above it. */
  readonly depth: number;
  packedForm: PackedForm | null = null;
  #bytes: Buffer = Buffer.alloc(0);
  /** Names in git's order, a folder's with a `/` at its end; `#idOffsets` has the same order. */
  readonly #keys: string[] = [];
  readonly #idOffsets: number[] = [];
  #changed: ChangedRange | null = null;

  constructor(name: string, parent: TreeDirectory | null) {
    this.name = name;
    this.parent = parent;
    this.depth = parent === null ? 0 : parent.depth + 1;
  }

  /** The body of the tree object. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#keys.length === 0;
  }

  /** What changed since `markPacked`; null when nothing did. */
  get changed(): ChangedRange | null {
    return this.#changed;
  }

  markPacked(form: PackedForm | null): void {
    this.packedForm = form;
    this.#changed = null;
  }

  /**
   * Takes over the body of a stored tree.
   * @throws RangeError when it is none
   */
  load(bytes: Buffer): void {
    this.#bytes = Buffer.from(bytes);
    for (let at = 0; at < bytes.length; ) {
      const nameStart = bytes.indexOf(0x20, at) + 1;
      const nameEnd = bytes.indexOf(0, nameStart);
      if (nameStart === 0 || nameEnd < 0 || nameEnd + 1 + ID_BYTES > bytes.length)
        throw new RangeError('no tree object');
      const name = bytes.toString('latin1', nameStart, nameEnd);
      this.#keys.push(bytes[at] === FOLDER_MODE_FIRST_BYTE ? `${name}/` : name);
      this.#idOffsets.push(nameEnd + 1);
      at = nameEnd + 1 + ID_BYTES;
    }
  }

  /** The id an entry names, as a view that later changes write to; undefined without the entry. */
  idOf(name: string, kind: EntryKind): Buffer | undefined {
    const position = this.#find(keyOf(name, kind));
    if (position < 0) return undefined;
    const offset = this.#idOffsets[position] ?? 0;
    return this.#bytes.subarray(offset, offset + ID_BYTES);
  }

  /** Every entry, in git's order. */
  *entries(): Generator<{ readonly name: string; readonly kind: EntryKind; readonly id: Buffer }> {
    for (const [position, key] of this.#keys.entries()) {
      const kind: EntryKind = key.endsWith('/') ? 'folder' : 'file';
      const offset = this.#idOffsets[position] ?? 0;
      yield {
        name: kind === 'folder' ? key.slice(0, -1) : key,
        kind,
        id: this.#bytes.subarray(offset, offset + ID_BYTES),
      };
    }
  }

  /** @param name characters of one byte each */
  set(name: string, kind: EntryKind, id: Buffer): void {
    const position = this.#find(keyOf(name, kind));
    if (position < 0) {
      this.#insert(~position, name, kind, id);
      return;
    }
    const offset = this.#idOffsets[position] ?? 0;
    id.copy(this.#bytes, offset);
    this.#noteChange(offset, offset + ID_BYTES);
  }

  delete(name: string, kind: EntryKind): void {
    const position = this.#find(keyOf(name, kind));
    if (position < 0) return;
    const end = (this.#idOffsets[position] ?? 0) + ID_BYTES;
    const start = position === 0 ? 0 : (this.#idOffsets[position - 1] ?? 0) + ID_BYTES;
    this.#bytes = Buffer.concat([this.#bytes.subarray(0, start), this.#bytes.subarray(end)]);
    this.#keys.splice(position, 1);
    this.#idOffsets.splice(position, 1);
    this.#shiftIds(position, start - end);
    this.#noteRemoval(start, end);
  }

  #insert(position: number, name: string, kind: EntryKind, id: Buffer): void {
    const start = position === 0 ? 0 : (this.#idOffsets[position - 1] ?? 0) + ID_BYTES;
    const head = Buffer.from(`${kind === 'folder' ? FOLDER_MODE : FILE_MODE}${name}\0`, 'latin1');
    const length = head.length + ID_BYTES;
    this.#bytes = Buffer.concat([this.#bytes.subarray(0, start), head, id, this.#bytes.subarray(start)]);
    this.#shiftIds(position, length);
    this.#keys.splice(position, 0, keyOf(name, kind));
    this.#idOffsets.splice(position, 0, start + head.length);
    this.#noteInsertion(start, length);
  }

  #shiftIds(from: number, by: number): void {
    for (let position = from; position < this.#idOffsets.length; position++) {
      this.#idOffsets[position] = (this.#idOffsets[position] ?? 0) + by;
    }
  }

  #noteInsertion(start: number, length: number): void {
    const { start: first, end: last } = this.#changed ?? { start, end: start };
    this.#changed = {
      start: Math.min(first, start),
      end: Math.max(last > start ? last + length : last, start + length),
    };
  }

  #noteRemoval(start: number, end: number): void {
    const { start: first, end: last } = this.#changed ?? { start, end };
    this.#changed = { start: Math.min(first, start), end: Math.max(last - (end - start), start) };
  }

  #noteChange(start: number, end: number): void {
    const { start: first, end: last } = this.#changed ?? { start, end };
    this.#changed = { start: Math.min(first, start), end: Math.max(last, end) };
  }

  /** Position of the key, or the complement of where it would stand. One character per byte makes both orders agree. */
  #find(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const candidate = this.#keys[middle] ?? '';
      if (candidate === key) return middle;
      if (candidate < key) low = middle + 1;
      else high = middle;
    }
    return ~low;
  }
}

function keyOf(name: string, kind: EntryKind): string {
  return kind === 'folder' ? `${name}/` : name;
}
