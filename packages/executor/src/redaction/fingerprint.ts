import { createHmac, createSecretKey, hash } from 'node:crypto';

/** The key of a site's fingerprints. It never leaves the site's secret store and its executors' memory. */
export interface FingerprintKey {
  /** Public name, part of every fingerprint: another key is seen as such, not as other secrets. */
  readonly id: string;
  /** At least 16 bytes. */
  readonly secret: Uint8Array;
  /** Kinds whose equal values must not be recognisable as equal. */
  readonly distinctKinds?: readonly string[];
}

const FINGERPRINT_HEX = 12;

/**
 * A key whose id follows from its secret, so that the same secret has the same id on every executor of a site.
 * @param secret 16 bytes or more, random
 */
export function fingerprintKey(secret: Uint8Array, distinctKinds: readonly string[] = []): FingerprintKey {
  if (secret.length < 16) throw new Error(`fingerprint key: ${secret.length} bytes, at least 16`);
  const id = hash('sha256', Buffer.concat([Buffer.from('netraven fingerprint key id\0'), secret]), 'hex');
  // Tokens write `passwd` for password; the setting may name either.
  const kinds = distinctKinds.map((kind) => kind.replace('password', 'passwd'));
  return { id: `k${id.slice(0, 4)}`, secret, distinctKinds: kinds };
}

/** Makes the fingerprints of one text; equal values get equal ones, except of the key's distinct kinds. */
export interface Fingerprinter {
  of(value: string, kind: string): string;
  /** What stands in place of a value, instead of its token. */
  readonly placeholderOf?: (value: string) => string;
}

/** @param scope what distinct kinds are kept apart by, beside their order: the device */
export function openFingerprinter(key: FingerprintKey, scope = ''): Fingerprinter {
  const known = new Map<string, string>();
  const uses = new Map<string, number>();
  const distinct = new Set(key.distinctKinds);
  // Node builds an Error with a stack for every key that comes as bytes.
  const secret = createSecretKey(key.secret);
  const mac = (message: string) =>
    `${key.id}-${createHmac('sha256', secret).update(message).digest('hex').slice(0, FINGERPRINT_HEX)}`;
  const ofDistinct = (value: string, kind: string) => {
    const use = `${scope}\0${kind}\0${value}`;
    const count = (uses.get(use) ?? 0) + 1;
    uses.set(use, count);
    return mac(`\0${count}\0${use}`);
  };
  return {
    of(value, kind) {
      if (distinct.has(kind)) return ofDistinct(value, kind);
      let found = known.get(value);
      if (found === undefined) {
        found = mac(value);
        known.set(value, found);
      }
      return found;
    },
  };
}
