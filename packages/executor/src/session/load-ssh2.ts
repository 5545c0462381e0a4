import crypto, { type BinaryLike, createSecretKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';

type KeyedFactory = (algorithm: string, key: unknown, ...rest: unknown[]) => unknown;

/**
 * Loads ssh2 with cheaper keys. ssh2 creates a cipher or HMAC per packet from a Buffer key, and Node 24 builds an
 * Error with a stack trace each time it takes one; from a KeyObject it does not (a fifth of the CPU of a session).
 * Only the functions ssh2 picks up while it loads are wrapped; the crypto module itself is as before afterwards.
 */
function loadSsh2(): typeof import('ssh2') {
  const require = createRequire(import.meta.url);
  const functions = crypto as unknown as Record<string, KeyedFactory>;
  const names = ['createCipheriv', 'createDecipheriv', 'createHmac'];
  const originals = names.map((name) => [name, functions[name] as KeyedFactory] as const);
  const keys = new WeakMap<Buffer, KeyObject>();
  for (const [name, original] of originals) {
    functions[name] = (algorithm, key, ...rest) => original(algorithm, cachedKey(keys, key), ...rest);
  }
  try {
    return require('ssh2');
  } finally {
    for (const [name, original] of originals) functions[name] = original;
  }
}

function cachedKey(keys: WeakMap<Buffer, KeyObject>, key: unknown): unknown {
  if (!Buffer.isBuffer(key)) return key as BinaryLike;
  let object = keys.get(key);
  if (object === undefined) {
    object = createSecretKey(key);
    keys.set(key, object);
  }
  return object;
}

export const { Client, utils } = loadSsh2();
