import { createDiffieHellman, createDiffieHellmanGroup } from 'node:crypto';
import test from 'ava';
import { openGroup, openOldGroup } from '../../../packages/executor/src/session/open-group.ts';

/** RFC 3526, group 14. */
const prime = createDiffieHellmanGroup('modp14').getPrime();
const generator = Buffer.from([2]);

test('both sides of a group exchange come to the same secret', (t) => {
  for (let round = 0; round < 5; round++) {
    const ours = openGroup(prime, generator);
    const theirs = createDiffieHellman(prime, generator);
    const theirPublic = theirs.generateKeys();
    t.deepEqual(ours.computeSecret(theirPublic), theirs.computeSecret(ours.generateKeys()));
  }
});

test('a prime may come with the zero byte that keeps it positive', (t) => {
  const ours = openGroup(Buffer.concat([Buffer.from([0]), prime]), generator);
  const theirs = createDiffieHellman(prime, generator);
  t.deepEqual(ours.computeSecret(theirs.generateKeys()), theirs.computeSecret(ours.getPublicKey()));
});

test('a group that would take too long, or is too weak, is refused', (t) => {
  t.throws(() => openGroup(Buffer.alloc(2048, 255), generator), {
    message: 'the prime of the group is too large: 16384 bits',
  });
  t.throws(() => openGroup(Buffer.concat([Buffer.from([0, 127]), Buffer.alloc(127, 255)]), generator), {
    message: 'the prime of the group is too small: 1023 bits',
  });
  t.throws(() => openGroup(Buffer.alloc(0), generator), {
    message: 'the prime of the group is too small: 0 bits',
  });
});

test('a public value that would give the secret away is refused', (t) => {
  const beforePrime = Buffer.from(prime);
  beforePrime[beforePrime.length - 1] = (prime.at(-1) ?? 0) - 1;
  for (const value of [Buffer.from([0]), Buffer.from([1]), beforePrime, prime]) {
    t.throws(() => openGroup(prime, generator).computeSecret(value), { message: 'Deriving bits failed' });
  }
});

test('the oldest group comes to the same secret as that of Node', (t) => {
  const theirs = createDiffieHellmanGroup('modp2');
  const theirPublic = theirs.generateKeys();
  const ours = openOldGroup('modp2') ?? theirs;
  t.deepEqual(ours.computeSecret(theirPublic), theirs.computeSecret(ours.getPublicKey()));
  t.is(openOldGroup('modp14'), undefined);
});

test('the largest group comes to the same secret', (t) => {
  const theirs = createDiffieHellmanGroup('modp18');
  const ours = openGroup(theirs.getPrime(), generator);
  t.deepEqual(ours.computeSecret(theirs.generateKeys()), theirs.computeSecret(ours.getPublicKey()));
});
