const LARGEST_BLOCK = 0xffff;
const ADLER_MODULUS = 65521;
/** How many bytes may be summed before the sums must be reduced, with room to spare below 2^53. */
const ADLER_STRIDE = 2048;

/**
 * A zlib stream that stores its input in one uncompressed block: for inputs so small or so random that setting up a
 * compressor costs more than it saves.
 * @param data at most 65,535 bytes
 * @see RFC 1950, RFC 1951 §3.2.4
 */
export function storeAsZlib(data: Uint8Array): Buffer {
  if (data.length > LARGEST_BLOCK) throw new RangeError(`${data.length} bytes exceed one stored block`);
  const stream = Buffer.allocUnsafe(data.length + 11);
  stream.writeUInt16BE(0x7801, 0);
  stream.writeUInt8(1, 2);
  stream.writeUInt16LE(data.length, 3);
  stream.writeUInt16LE(data.length ^ 0xffff, 5);
  stream.set(data, 7);
  stream.writeUInt32BE(adler32(data), data.length + 7);
  return stream;
}

function adler32(data: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let start = 0; start < data.length; start += ADLER_STRIDE) {
    for (const byte of data.subarray(start, start + ADLER_STRIDE)) {
      low += byte;
      high += low;
    }
    low %= ADLER_MODULUS;
    high %= ADLER_MODULUS;
  }
  return high * 65536 + low;
}
