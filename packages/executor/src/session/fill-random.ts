import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 4096;
/** Paddings and cookies; larger fills, which could be keys, are left to the system. */
const MAX_POOLED_BYTES = 64;

const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/**
 * As `crypto.randomFillSync`, but small fills come out of random bytes drawn in one go: ssh2 pads each packet, and
 * asking the system each time costs as much as encrypting it. No byte is given out twice.
 */
export function fillRandom(target: Uint8Array, offset = 0, size = target.length - offset): Uint8Array {
  if (size > MAX_POOLED_BYTES) return randomFillSync(target, offset, size);
  if (used + size > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  for (let at = 0; at < size; at++) target[offset + at] = pool[used + at] ?? 0;
  used += size;
  return target;
}
