import type { Chunking } from '../device/device-plan.ts';
import { type Random, seededRandom } from '../random.ts';

const LARGEST_RANDOM_CHUNK = 4096;

/**
 * Cuts output into the pieces that become packets.
 * @param chunking a way of cutting, or the size of each piece in bytes
 */
export function* splitChunks(
  bytes: Buffer,
  chunking: Chunking | number,
  random: Random = seededRandom(''),
): Generator<Buffer> {
  for (let start = 0; start < bytes.length; ) {
    const size = chunkSize(chunking, bytes.length, random);
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

function chunkSize(chunking: Chunking | number, wholeSize: number, random: Random): number {
  if (typeof chunking === 'number') return chunking;
  if (chunking === 'byte') return 1;
  if (chunking === 'whole') return wholeSize;
  return random.chance(0.3) ? random.integer(1, 8) : random.integer(9, LARGEST_RANDOM_CHUNK);
}
