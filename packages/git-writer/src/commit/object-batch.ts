import { encodeDelta } from '../pack/delta.ts';
import { objectId } from '../pack/object-id.ts';
import { type FinishedPack, PackBuilder } from '../pack/pack-builder.ts';
import type { TreeDirectory } from './tree-directory.ts';

/** Readers unpack a chain link by link; git's own repack makes chains of 50. */
const LONGEST_CHAIN = 40;
/** Below this many bytes a full tree is as small as a delta. */
const SHORTEST_DELTA_BASE = 200;
/** A change of more than this, or more than half of the tree, is not worth a delta. */
const LONGEST_INSERTION = 4096;

/** Objects become files only here: whether an object stands in a pack already. */
export type IsStored = (id: Buffer) => boolean;

export interface BatchSettings {
  /** Different for each batch of a tree. */
  readonly number: number;
  /** zlib level of configurations, 1 to 9. */
  readonly level: number;
  readonly isStored: IsStored;
}

/** The objects of one batch of commits. What the repository holds already is left out, so packs stay disjoint. */
export class ObjectBatch {
  readonly #pack = new PackBuilder();
  readonly #settings: BatchSettings;

  constructor(settings: BatchSettings) {
    this.#settings = settings;
  }

  get isEmpty(): boolean {
    return this.#pack.count === 0;
  }

  /** Bytes of the pack so far. */
  get size(): number {
    return this.#pack.size;
  }

  /** @param compressible false for an encrypted file */
  addBlob(body: Uint8Array, compressible: boolean, id = objectId('blob', body)): Buffer {
    if (this.#isKnown(id)) return id;
    if (compressible) this.#pack.addBlob(id, body, this.#settings.level);
    else this.#pack.addRandomBlob(id, body);
    return id;
  }

  /** As a difference to the folder's form earlier in this batch where there is one. */
  addTree(folder: TreeDirectory): Buffer {
    const id = objectId('tree', folder.bytes);
    const known = this.#isKnown(id);
    folder.markPacked(known ? null : this.#packTree(folder, id));
    return id;
  }

  addCommit(body: Buffer): Buffer {
    const id = objectId('commit', body);
    if (!this.#isKnown(id)) this.#pack.addSmall('commit', id, body);
    return id;
  }

  finish(): FinishedPack {
    return this.#pack.finish();
  }

  #packTree(folder: TreeDirectory, id: Buffer) {
    const { bytes, packedForm: base, changed } = folder;
    const batch = this.#settings.number;
    if (
      base?.batch === batch &&
      changed &&
      base.depth < LONGEST_CHAIN &&
      isWorthDelta(base.length, changed)
    ) {
      const delta = encodeDelta({ baseLength: base.length, result: bytes, ...changed });
      const offset = this.#pack.addDelta(id, base.offset, delta);
      return { batch, offset, length: bytes.length, depth: base.depth + 1 };
    }
    return { batch, offset: this.#pack.addSmall('tree', id, bytes), length: bytes.length, depth: 0 };
  }

  #isKnown(id: Buffer): boolean {
    return this.#pack.offsetOf(id) !== undefined || this.#settings.isStored(id);
  }
}

function isWorthDelta(baseLength: number, { start, end }: { start: number; end: number }): boolean {
  const inserted = end - start;
  return baseLength > SHORTEST_DELTA_BASE && inserted < LONGEST_INSERTION && inserted < baseLength / 2;
}
