import crypto, { createSecretKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import { openGroup } from './open-group.ts';

type CryptoFunction = (...parameters: unknown[]) => unknown;

/**
 * Loads ssh2 with two of Node's functions replaced, as it picks them up once while it loads; the crypto module is as
 * before afterwards.
 *
 * Keys: ssh2 makes a cipher or HMAC per packet from a Buffer key, and Node 24 builds an Error with a stack trace each
 * time it takes one, a fifth of the CPU of a session; from a KeyObject it does not. Groups: see `openGroup`.
 */
function loadSsh2(): typeof import('ssh2') {
  const require = createRequire(import.meta.url);
  const functions = crypto as unknown as Record<string, CryptoFunction>;
  const keys = new WeakMap<Buffer, KeyObject>();
  const originals = ['createCipheriv', 'createDecipheriv', 'createHmac', 'createDiffieHellman'].map(
    (name) => {
      const original = functions[name];
      if (original === undefined) throw new Error(`node:crypto has no ${name}`);
      return { name, original };
    },
  );
  for (const { name, original } of originals) {
    functions[name] = (first, second, ...rest) =>
      name === 'createDiffieHellman' && Buffer.isBuffer(first) && Buffer.isBuffer(second)
        ? openGroup(first, second)
        : original(first, cachedKey(keys, second), ...rest);
  }
  try {
    return require('ssh2');
  } finally {
    for (const { name, original } of originals) functions[name] = original;
  }
}

function cachedKey(keys: WeakMap<Buffer, KeyObject>, key: unknown): unknown {
  if (!Buffer.isBuffer(key)) return key;
  let object = keys.get(key);
  if (object === undefined) {
    object = createSecretKey(key);
    keys.set(key, object);
  }
  return object;
}

export const { Client, utils } = loadSsh2();
