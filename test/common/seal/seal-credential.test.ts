import { generateIdentity, openCredential, parseIdentities, sealCredential } from '@netraven/common/seal';
import test from 'ava';

const secret = { password: 'Conf0rm!pass', enable: 'En4ble!x' };

test('a credential opens with the key of a site it was sealed to, as what it was', async (t) => {
  const [site, other] = [await generateIdentity(), await generateIdentity()];
  const sealed = await sealCredential(secret, [site.recipient]);
  t.true(sealed.startsWith('-----BEGIN AGE ENCRYPTED FILE-----'));
  t.false(sealed.includes('Conf0rm'));
  t.deepEqual(await openCredential(sealed, site.identity), secret);
  t.deepEqual(
    await openCredential(sealed, [other.identity, site.identity]),
    secret,
    'while a key is replaced',
  );
});

test('a credential of another site, or a damaged one, is refused with its code', async (t) => {
  const [site, other] = [await generateIdentity(), await generateIdentity()];
  const sealed = await sealCredential(secret, [site.recipient]);
  for (const [text, identity] of [
    [sealed, other.identity],
    [sealed.slice(0, -60), site.identity],
    ['nonsense', site.identity],
    [sealed, 'AGE-SECRET-KEY-nonsense'],
  ] as const) {
    const error = await t.throwsAsync(openCredential(text, identity));
    t.like(error, { code: 'NETRAVEN_TASK_CREDENTIAL_SEALED', retryable: false });
    t.false(error?.message.includes('AGE-SECRET-KEY'));
  }
});

test('an identity file may hold comments and several identities', async (t) => {
  const [a, b] = [await generateIdentity(), await generateIdentity()];
  const pairs = await parseIdentities(
    `# created: today\n# public key: ${a.recipient}\n${a.identity}\r\n\n${b.identity}\n`,
  );
  t.deepEqual(pairs, [a, b]);
});

test('a line that is no identity is named by its number and never quoted', async (t) => {
  const error = await t.throwsAsync(parseIdentities('# x\nAGE-SECRET-KEY-1BROKEN\n'));
  t.like(error, { code: 'NETRAVEN_CONFIG_INVALID' });
  t.is(error?.message, 'age identity file: line 2 is not an identity (AGE-SECRET-KEY-1…)');
  await t.throwsAsync(parseIdentities('# only a comment\n'), { message: /got none/ });
});
