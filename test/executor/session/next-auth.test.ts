import type { CredentialSecret } from '@netraven/common/message';
import test from 'ava';
import {
  type AuthMethod,
  answerPrompts,
  nextAuth,
} from '../../../packages/executor/src/session/next-auth.ts';
import { makeCredential } from '../../helpers/capture-from.ts';

/** Asks until there is no further method; the server takes `left` and refuses everything, but `partial` ones. */
function walk(
  secret: CredentialSecret,
  left: readonly string[],
  { noneFirst = false, partial = [] as string[] } = {},
) {
  const tried: AuthMethod[] = [];
  let isPartial = false;
  let remaining: readonly string[] | null = null;
  for (;;) {
    const method = nextAuth(makeCredential(secret), { tried, left: remaining, isPartial }, noneFirst);
    if (method === undefined) return tried;
    tried.push(method);
    isPartial = partial.includes(method);
    remaining = isPartial ? left.filter((name) => name !== method) : left;
  }
}

test('a refused password is not tried again by keyboard-interactive', (t) => {
  t.deepEqual(walk({ password: 'p' }, ['password', 'keyboard-interactive']), ['password']);
});

test('keyboard-interactive serves where passwords are not taken', (t) => {
  t.deepEqual(walk({ password: 'p' }, ['publickey', 'keyboard-interactive']), [
    'password',
    'keyboard-interactive',
  ]);
});

test('the key comes before the password', (t) => {
  t.deepEqual(walk({ privateKey: 'k', password: 'p' }, ['publickey', 'password']), ['publickey', 'password']);
});

test('a server that wants key and password gets both', (t) => {
  const tried = walk({ privateKey: 'k', password: 'p' }, ['publickey', 'password'], {
    partial: ['publickey'],
  });
  t.deepEqual(tried, ['publickey', 'password']);
});

test('a server that wants key and a code gets the key and the answers', (t) => {
  const tried = walk({ privateKey: 'k', password: 'p' }, ['publickey', 'keyboard-interactive'], {
    partial: ['publickey'],
  });
  t.deepEqual(tried, ['publickey', 'keyboard-interactive']);
});

test('none is tried last where the server takes nothing else, first where the platform says so', (t) => {
  t.deepEqual(walk({ password: 'p' }, []), ['password', 'none']);
  t.deepEqual(walk({ password: 'p' }, ['password'], { noneFirst: true }), ['none', 'password']);
  t.deepEqual(walk({}, []), ['none']);
});

test('hidden questions take the password and then the further answers, over several rounds', (t) => {
  const credential = makeCredential({ password: 'p', answers: ['424242', 'pin'] });
  t.deepEqual(answerPrompts(credential, [{ prompt: 'Password: ', echo: false }], 0), ['p']);
  t.deepEqual(
    answerPrompts(
      credential,
      [
        { prompt: 'Code: ', echo: false },
        { prompt: 'PIN: ', echo: false },
      ],
      1,
    ),
    ['424242', 'pin'],
  );
});

test('open questions take the user name, or accept a policy', (t) => {
  const prompts = [
    { prompt: 'Username: ', echo: true },
    { prompt: 'Do you accept and acknowledge the statement above ? (yes/no) : ', echo: true },
    { prompt: 'Favourite colour: ', echo: true },
  ];
  t.deepEqual(answerPrompts(makeCredential({ password: 'p' }), prompts, 0), ['admin', 'yes', '']);
});
