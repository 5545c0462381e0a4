import test from 'ava';
import { isHostKeyAccepted, readHostKey } from '../../../packages/executor/src/session/verify-host-key.ts';

/** `ssh-keygen -lf` prints this fingerprint for this public key. */
const BLOB = Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAIJ+CJlG3wZmdE4JO2cXaKv6pnPG2fW2bQeK8MTc0w8GP', 'base64');

const key = readHostKey(BLOB);
const other = 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

test('a key is read with its type and its fingerprint as OpenSSH prints it', (t) => {
  t.is(key.type, 'ssh-ed25519');
  t.regex(key.fingerprint, /^SHA256:[A-Za-z0-9+/]{43}$/);
});

test('a damaged key is read without failing', (t) => {
  t.is(readHostKey(Buffer.from([0, 0])).type, '');
  t.is(readHostKey(Buffer.from([255, 255, 255, 255, 65])).type, 'A');
});

const policies: readonly (readonly [
  'trust-on-first-use' | 'strict' | 'ignore',
  readonly string[],
  boolean,
])[] = [
  ['trust-on-first-use', [], true],
  ['trust-on-first-use', [key.fingerprint], true],
  ['trust-on-first-use', [other, key.fingerprint], true],
  ['trust-on-first-use', [other], false],
  ['strict', [], false],
  ['strict', [key.fingerprint], true],
  ['strict', [other], false],
  ['ignore', [other], true],
];

for (const [policy, pinned, accepted] of policies) {
  const held =
    pinned.length === 0 ? 'no key' : pinned.map((pin) => (pin === other ? 'another' : 'its')).join(' and ');
  test(`${policy} with ${held} pinned ${accepted ? 'accepts' : 'refuses'} a key`, (t) => {
    t.is(isHostKeyAccepted({ policy, pinned }, key), accepted);
  });
}
