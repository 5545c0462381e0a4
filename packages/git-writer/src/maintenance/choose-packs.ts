/** A pack as a candidate for consolidation. */
export interface PackSize {
  readonly name: string;
  readonly bytes: number;
}

/** Every reader opens packs of this size; `pack.packSizeLimit` is the same. */
const LARGEST_PACK_BYTES = 1024 * 1024 * 1024;
/** A pack stays as it is while it is at least this many times what is below it. */
const FACTOR = 2;

/**
 * The packs to make one of, smallest first: as few bytes as will leave each remaining pack at least twice as large as
 * all smaller ones together (git's `--geometric=2`). So each byte is copied about log2(packs) times in its life.
 */
export function choosePacks(packs: readonly PackSize[]): PackSize[] {
  const sorted = packs.toSorted((a, b) => a.bytes - b.bytes);
  let count = 0;
  let below = 0;
  for (const [position, { bytes }] of sorted.entries()) {
    const total = below + bytes;
    if (total <= LARGEST_PACK_BYTES && bytes < FACTOR * below) count = position + 1;
    below = total;
  }
  return sorted.slice(0, count);
}
