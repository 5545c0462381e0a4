import {
  createDiffieHellmanGroup,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** The part of Node's `DiffieHellman` that ssh2 uses for a group exchange. */
export interface GroupKeys {
  generateKeys(): Buffer;
  getPublicKey(): Buffer;
  getPrime(): Buffer;
  getGenerator(): Buffer;
  computeSecret(otherPublic: Buffer): Buffer;
}

/** Of group 1, the weakest that is offered by name: ssh2 asks for 2048 and does not look at what it gets. */
const MIN_PRIME_BITS = 1024;
/** Above this a server's group costs more than a session is worth; RFC 4419 asks for no more. */
const MAX_PRIME_BITS = 8192;
/**
 * Twice the strength of the strongest cipher, as OpenSSH has it: a longer exponent adds cost alone. The largest group
 * is worth 200 bits, for which RFC 7919 asks for an exponent of 400.
 */
const EXPONENT_BYTES = 64;
/** dhKeyAgreement, PKCS #3. */
const DH_ALGORITHM = Buffer.from('06092a864886f70d010301', 'hex');

/**
 * Diffie-Hellman keys in a group the server chose (RFC 4419), without the check that its prime is one, which Node's
 * own class makes and which holds up every other session for 0.2 to 26 seconds. OpenSSH does not check it either: a
 * server that cheats only weakens the session with itself. The exponent is as long as it needs to be, not as the
 * prime: a few milliseconds for 8192 bits.
 * @throws RangeError for a prime of less than 1024 or more than 8192 bits
 */
export function openGroup(prime: Buffer, generator: Buffer): GroupKeys {
  const bits = bitsOf(prime);
  if (bits < MIN_PRIME_BITS) throw new RangeError(`the prime of the group is too small: ${bits} bits`);
  if (bits > MAX_PRIME_BITS) throw new RangeError(`the prime of the group is too large: ${bits} bits`);
  const parameters = sequence(DH_ALGORITHM, sequence(integer(prime), integer(generator)));
  let privateKey: KeyObject | undefined;
  const key = () => {
    privateKey ??= makePrivateKey(parameters, randomBytes(EXPONENT_BYTES));
    return privateKey;
  };
  const publicValue = () => readPublicValue(createPublicKey(key()).export({ type: 'spki', format: 'der' }));
  return {
    generateKeys: publicValue,
    getPublicKey: publicValue,
    getPrime: () => prime,
    getGenerator: () => generator,
    computeSecret: (otherPublic) => {
      const value = tagged(0x03, Buffer.from([0]), integer(otherPublic));
      const publicKey = createPublicKey({ key: sequence(parameters, value), format: 'der', type: 'spki' });
      return diffieHellman({ privateKey: key(), publicKey });
    },
  };
}

function bitsOf(number: Buffer): number {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (number.length - first) * 8 - (Math.clz32(number[first] ?? 0) - 24);
}

/** PKCS #8: version, algorithm, exponent. OpenSSL computes the public value as it reads it. */
function makePrivateKey(parameters: Buffer, exponent: Buffer): KeyObject {
  const key = sequence(integer(Buffer.from([0])), parameters, tagged(0x04, integer(exponent)));
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

let oldPrime: Buffer | undefined;

/**
 * `diffie-hellman-group1`, 1024 bits (RFC 2409, Oakley group 2), whose prime Node checks again at each use.
 * @param name as Node calls it; undefined for other groups, which OpenSSL knows to be good
 */
export function openOldGroup(name: string): GroupKeys | undefined {
  if (name !== 'modp2') return undefined;
  oldPrime ??= createDiffieHellmanGroup(name).getPrime();
  return openGroup(oldPrime, Buffer.from([2]));
}

/** DER: tag, length, contents (X.690, section 8.1). */
function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return tagged(0x30, ...contents);
}

/** A whole number that is not negative: no leading zeros but the one that keeps it so. */
function integer(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const value = bytes.subarray(start);
  return tagged(0x02, ((value[0] ?? 0) & 0x80) === 0 ? value : Buffer.concat([Buffer.from([0]), value]));
}

/** The value of a public key in SPKI form: the integer in the bit string at its end. */
function readPublicValue(spki: Buffer): Buffer {
  const outer = contentsAt(spki, 0);
  const algorithm = contentsAt(spki, outer.start);
  const bits = contentsAt(spki, algorithm.end);
  const value = contentsAt(spki, bits.start + 1);
  const start = spki[value.start] === 0 ? value.start + 1 : value.start;
  return spki.subarray(start, value.end);
}

function contentsAt(der: Buffer, at: number): { start: number; end: number } {
  const first = der[at + 1] ?? 0;
  const lengthBytes = first & 0x80 ? first & 0x7f : 0;
  const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
  const start = at + 2 + lengthBytes;
  return { start, end: start + length };
}
