import crypto, { createSecretKey, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import { fillRandom } from './fill-random.ts';
import { openGroup, openOldGroup } from './open-group.ts';

type CryptoFunction = (...parameters: unknown[]) => unknown;
type Replacement = (original: CryptoFunction) => CryptoFunction;

const keys = new WeakMap<Buffer, KeyObject>();

/** ssh2 makes a cipher or HMAC per packet from a Buffer key, and Node 24 builds an Error with a stack trace each time
 * it takes one, a fifth of the CPU of a session; from a KeyObject it does not. */
const withCachedKey: Replacement =
  (original) =>
  (algorithm, key, ...rest) =>
    original(algorithm, cachedKey(key), ...rest);

const replacements: Readonly<Record<string, Replacement>> = {
  createCipheriv: withCachedKey,
  createDecipheriv: withCachedKey,
  createHmac: withCachedKey,
  createDiffieHellman:
    (original) =>
    (prime, generator, ...rest) =>
      Buffer.isBuffer(prime) && Buffer.isBuffer(generator)
        ? openGroup(prime, generator)
        : original(prime, generator, ...rest),
  createDiffieHellmanGroup: (original) => (name) => openOldGroup(String(name)) ?? original(name),
  randomFillSync:
    () =>
    (...parameters) =>
      fillRandom(...(parameters as Parameters<typeof fillRandom>)),
};

/** Loads ssh2 with some of Node's functions replaced, as it picks them up once while it loads; the crypto module is as
 * before afterwards. */
function loadSsh2(): typeof import('ssh2') {
  const require = createRequire(import.meta.url);
  const functions = crypto as unknown as Record<string, CryptoFunction>;
  const originals = Object.entries(replacements).map(([name, replace]) => {
    const original = functions[name];
    if (original === undefined) throw new Error(`node:crypto has no ${name}`);
    return { name, original, replaced: replace(original) };
  });
  for (const { name, replaced } of originals) functions[name] = replaced;
  try {
    return require('ssh2');
  } finally {
    for (const { name, original } of originals) functions[name] = original;
  }
}

function cachedKey(key: unknown): unknown {
  if (!Buffer.isBuffer(key)) return key;
  let object = keys.get(key);
  if (object === undefined) {
    object = createSecretKey(key);
    keys.set(key, object);
  }
  return object;
}

export const { Client, utils } = loadSsh2();
