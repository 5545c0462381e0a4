import test from 'ava';
import {
  lostConnection,
  translateChannelError,
  translateSocketError,
  translateSshError,
} from '../../../packages/executor/src/session/translate-ssh-error.ts';

const failure = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);

const socketCodes = {
  ENOTFOUND: 'NETRAVEN_CONNECT_DNS',
  EAI_AGAIN: 'NETRAVEN_CONNECT_DNS',
  ECONNREFUSED: 'NETRAVEN_CONNECT_REFUSED',
  EHOSTUNREACH: 'NETRAVEN_CONNECT_UNREACHABLE',
  ENETUNREACH: 'NETRAVEN_CONNECT_UNREACHABLE',
  ETIMEDOUT: 'NETRAVEN_CONNECT_TIMEOUT',
  ECONNRESET: 'NETRAVEN_CONNECT_RESET',
  EWHATEVER: 'NETRAVEN_CONNECT_UNREACHABLE',
} as const;

for (const [code, expected] of Object.entries(socketCodes)) {
  test(`a connection that ends with ${code} is ${expected}`, (t) => {
    t.is(translateSocketError('r1:22', failure('x', { code })).code, expected as never);
  });
}

test('of several addresses that fail the first one is told', (t) => {
  const both = new AggregateError([
    failure('a', { code: 'ECONNREFUSED' }),
    failure('b', { code: 'ENETUNREACH' }),
  ]);
  t.is(translateSocketError('r1:22', both).message, 'r1:22: the connection was refused');
});

test('what there is no algorithm for is told', (t) => {
  const error = translateSshError(
    'r1:22',
    'handshake',
    failure('Handshake failed: no matching C->S cipher', { level: 'handshake' }),
  );
  t.deepEqual([error.code, error.message], ['NETRAVEN_SSH_ALGORITHMS', 'r1:22: no cipher in common']);
});

const levels: readonly (readonly [string, 'handshake' | 'authentication' | 'session', object, string])[] = [
  [
    'All configured authentication methods failed',
    'authentication',
    { level: 'client-authentication' },
    'NETRAVEN_AUTH_FAILED',
  ],
  ['Too many authentication failures', 'authentication', { code: 2 }, 'NETRAVEN_AUTH_FAILED'],
  ['Keepalive timeout', 'session', { level: 'client-timeout' }, 'NETRAVEN_SESSION_DROPPED'],
  ['read ECONNRESET', 'handshake', { level: 'client-socket', code: 'ECONNRESET' }, 'NETRAVEN_CONNECT_RESET'],
  ['read ECONNRESET', 'session', { level: 'client-socket', code: 'ECONNRESET' }, 'NETRAVEN_SESSION_DROPPED'],
  ['Connection lost before handshake', 'handshake', { level: 'protocol' }, 'NETRAVEN_CONNECT_RESET'],
  ['Protocol version not supported', 'handshake', { level: 'protocol' }, 'NETRAVEN_SSH_HANDSHAKE'],
  ['SECRET typed by the far side', 'authentication', { code: 11 }, 'NETRAVEN_CONNECT_RESET'],
  ['SECRET typed by the far side', 'session', { code: 11 }, 'NETRAVEN_SESSION_DROPPED'],
];

for (const [message, stage, fields, code] of levels) {
  test(`"${message}" in the ${stage} is ${code}, without the words of the far side`, (t) => {
    const error = translateSshError('r1:22', stage, failure(message, fields));
    t.is(error.code, code as never);
    t.false(error.message.includes('SECRET'));
  });
}

test('a connection that just ends is told by how far it came', (t) => {
  t.is(lostConnection('r1:22', 'handshake').code, 'NETRAVEN_CONNECT_RESET');
  t.is(lostConnection('r1:22', 'authentication').code, 'NETRAVEN_CONNECT_RESET');
  t.is(lostConnection('r1:22', 'session').code, 'NETRAVEN_SESSION_DROPPED');
});

test('a channel that is not opened is told by its kind', (t) => {
  t.is(translateChannelError('r1:22', 'forward', failure('x')).code, 'NETRAVEN_CONNECT_JUMP');
  t.is(translateChannelError('r1:22', 'shell', failure('x')).message, 'r1:22: the device refused a shell');
  t.is(
    translateChannelError('r1:22', 'command', failure('x')).message,
    'r1:22: the device refused a command channel',
  );
});
