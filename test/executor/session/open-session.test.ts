import { NetravenError } from '@netraven/common';
import test from 'ava';
import type { AuthContext } from 'ssh2';
import ssh2 from 'ssh2';
import { captureFrom, failureOf, makeCredential } from '../../helpers/capture-from.ts';
import { makeSshKey } from '../../helpers/make-ssh-key.ts';
import {
  answerCommands,
  ENABLE,
  PASSWORD,
  type SshDeviceOptions,
  startSshDevice,
  type Terminal,
  USERNAME,
} from '../../helpers/start-ssh-device.ts';

const CONFIG = [
  '!',
  'version 15.2',
  'hostname r1',
  'interface Loopback0',
  ' ip address 192.0.2.1 255.255.255.255',
  'end',
];
const answers = { 'show running-config': `${CONFIG.join('\r\n')}\r\n` };
const TEXT = `${CONFIG.join('\n')}\n`;

const router =
  (prompt = 'r1#') =>
  async (terminal: Terminal) =>
    await answerCommands(terminal, { prompt, answers });

async function withDevice(options: SshDeviceOptions = {}) {
  return await startSshDevice({ shell: router(), ...options });
}

const accept =
  (isRight: (context: AuthContext) => boolean, left: Parameters<AuthContext['reject']>[0]) =>
  (context: AuthContext) =>
    isRight(context) ? context.accept() : context.reject(left);

test('a password logs in, and the report names the credential and the host key', async (t) => {
  await using device = await withDevice();
  const report = await captureFrom(device);
  t.is(report.kind === 'captured' ? report.capture.text : report.error.message, TEXT);
  t.is(report.credentialName, 'admin');
  t.is(report.hostKey?.type, 'ssh-ed25519');
  t.deepEqual(device.requests, ['password:admin']);
});

test('every prompt of keyboard-interactive is answered', async (t) => {
  const asked: string[][] = [];
  await using device = await withDevice({
    authenticate: (context) => {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      const prompts = [
        { prompt: 'Password: ', echo: false },
        { prompt: 'Code: ', echo: false },
      ];
      context.prompt(prompts, 'login', '', (given) => {
        asked.push(given);
        if (given.join() === `${PASSWORD},424242`) context.accept();
        else context.reject(['keyboard-interactive']);
      });
    },
  });
  const report = await captureFrom(device, {
    credentials: [makeCredential({ password: PASSWORD, answers: ['424242'] })],
  });
  t.is(report.kind, 'captured');
  t.deepEqual(asked, [[PASSWORD, '424242']]);
});

for (const type of ['ed25519', 'ecdsa', 'rsa'] as const) {
  test(`a private key with a passphrase logs in (${type})`, async (t) => {
    const bits = type === 'rsa' ? 2048 : 256;
    const sealing = { passphrase: 'k3y phrase', cipher: 'aes256-cbc', rounds: 1 };
    const pair =
      type === 'ed25519'
        ? makeSshKey(sealing)
        : ssh2.utils.generateKeyPairSync(type as 'rsa', { bits, ...sealing });
    const expected = ssh2.utils.parseKey(pair.public);
    await using device = await withDevice({
      authenticate: accept(
        (context) => {
          if (context.method !== 'publickey' || expected instanceof Error) return false;
          const known = Array.isArray(expected) ? expected[0] : expected;
          if (known === undefined || !context.key.data.equals(known.getPublicSSH())) return false;
          return (
            context.signature === undefined ||
            known.verify(context.blob ?? Buffer.alloc(0), context.signature, context.hashAlgo) === true
          );
        },
        ['publickey'],
      ),
    });
    const credential = makeCredential({ privateKey: pair.private, passphrase: 'k3y phrase' });
    t.is((await captureFrom(device, { credentials: [credential] })).kind, 'captured');
  });
}

test('a private key that cannot be read is told before anything is sent', async (t) => {
  await using device = await withDevice();
  const report = await captureFrom(device, { credentials: [makeCredential({ privateKey: 'no key' })] });
  t.deepEqual(failureOf(report), {
    code: 'NETRAVEN_AUTH_KEY',
    message: 'DEVICE: the private key of admin cannot be read',
  });
  t.deepEqual(device.requests, []);
});

test('a server that wants key and password gets both in one login', async (t) => {
  const pair = makeSshKey();
  let hasKey = false;
  await using device = await withDevice({
    authenticate: (context) => {
      if (context.method === 'publickey') {
        hasKey = context.signature !== undefined;
        return hasKey ? context.reject(['password'], true) : context.accept();
      }
      return hasKey && context.method === 'password' ? context.accept() : context.reject(['publickey']);
    },
  });
  const credential = makeCredential({ privateKey: pair.private, password: PASSWORD });
  t.is((await captureFrom(device, { credentials: [credential] })).kind, 'captured');
});

test('a refused password is sent once, by one method, and is told as refused', async (t) => {
  await using device = await withDevice({
    authenticate: (context) => context.reject(['password', 'keyboard-interactive']),
  });
  t.deepEqual(failureOf(await captureFrom(device)), {
    code: 'NETRAVEN_AUTH_FAILED',
    message: 'DEVICE: credential admin was refused (password)',
  });
  t.deepEqual(device.requests, ['password:admin']);
  await device.idle();
});

test('credentials are tried in order, the next one only after a refusal, and three at most', async (t) => {
  await using device = await withDevice({ authenticate: (context) => context.reject(['password']) });
  const credentials = ['a', 'b', 'c', 'd'].map((name) => makeCredential({ password: 'x' }, name));
  t.deepEqual(failureOf(await captureFrom(device, { credentials })), {
    code: 'NETRAVEN_AUTH_FAILED',
    message:
      'DEVICE: credential a was refused (password); credential b was refused (password); ' +
      'credential c was refused (password), 1 more not tried',
  });
  t.deepEqual(device.requests, ['password:a', 'password:b', 'password:c']);
});

test('the credential that is taken is named, and those that were refused before it', async (t) => {
  await using device = await withDevice();
  const report = await captureFrom(device, {
    credentials: [
      makeCredential({ password: 'old' }, USERNAME, 'old'),
      makeCredential(undefined, USERNAME, 'new'),
    ],
  });
  t.deepEqual([report.kind, report.credentialName, report.refusedCredentials], ['captured', 'new', ['old']]);
});

test('no other credential is tried after an error that is no refusal', async (t) => {
  await using device = await withDevice({ authenticate: () => undefined });
  const credentials = [makeCredential({ password: 'x' }, 'a'), makeCredential({ password: 'x' }, 'b')];
  const report = await captureFrom(device, { credentials, limits: { authMs: 1500 } });
  t.deepEqual(failureOf(report), {
    code: 'NETRAVEN_AUTH_TIMEOUT',
    message: 'DEVICE: authentication did not finish within 1500 ms',
  });
  t.deepEqual(device.requests, ['password:a']);
});

test('a credential without anything the server takes is told so', async (t) => {
  await using device = await withDevice({ authenticate: (context) => context.reject(['publickey']) });
  t.deepEqual(failureOf(await captureFrom(device)), {
    code: 'NETRAVEN_AUTH_METHOD',
    message: 'DEVICE: credential admin has nothing for the offered methods: publickey',
  });
});

test('a session without a credential fails as such', async (t) => {
  await using device = await withDevice();
  t.deepEqual(failureOf(await captureFrom(device, { credentials: [] })), {
    code: 'NETRAVEN_TASK_NO_CREDENTIAL',
    message: 'DEVICE: no credential matches',
  });
});

const shellLogin = async (terminal: Terminal) => {
  for (let attempt = 0; attempt < 3; attempt++) {
    await terminal.print('\r\nUser Access Verification\r\n\r\nUsername: ');
    const username = await terminal.readLine();
    await terminal.print('Password: ');
    const password = await terminal.readLine({ hidden: true });
    if (username === USERNAME && password === PASSWORD) return await router()(terminal);
    await terminal.print('% Authentication failed\r\n');
  }
  terminal.exit();
};
const noAuthentication = (context: AuthContext) =>
  context.method === 'none' ? context.accept() : context.reject([]);

test('a device that takes anyone over SSH is logged in to in its shell', async (t) => {
  await using device = await withDevice({ authenticate: noAuthentication, shell: shellLogin });
  const report = await captureFrom(device);
  t.is(report.kind === 'captured' ? report.capture.text : report.error.message, TEXT);
  t.false(JSON.stringify(report.transcript).includes(PASSWORD));
});

test('a refusal by the login in the shell counts like any other: the next credential is tried on a new connection', async (t) => {
  await using device = await withDevice({ authenticate: noAuthentication, shell: shellLogin });
  const credentials = [
    makeCredential({ password: 'wrong' }, USERNAME, 'old'),
    makeCredential(undefined, USERNAME, 'new'),
  ];
  const report = await captureFrom(device, { credentials });
  t.deepEqual([report.kind, report.credentialName, device.connections().accepted], ['captured', 'new', 2]);
  t.deepEqual(report.refusedCredentials, ['old']);
  const refused = await captureFrom(device, { credentials: credentials.slice(0, 1) });
  t.deepEqual(failureOf(refused), {
    code: 'NETRAVEN_AUTH_FAILED',
    message: 'DEVICE: credential old was refused by the login in the shell',
  });
});

const enabling = async (terminal: Terminal) => {
  await terminal.print('\r\nr1>');
  for (;;) {
    const command = await terminal.readLine();
    if (command === 'enable') break;
    await terminal.print(command === '' ? 'r1>' : "% Invalid input detected at '^' marker.\r\nr1>");
  }
  for (let attempt = 0; attempt < 3; attempt++) {
    await terminal.print('Password: ');
    if ((await terminal.readLine({ hidden: true })) === ENABLE) return await router()(terminal);
  }
  await terminal.print('% Bad secrets\r\n\r\nr1>');
};

test('the enable password is typed where the prompt lacks the rights, and is in no transcript', async (t) => {
  await using device = await withDevice({ shell: enabling });
  const report = await captureFrom(device, {
    credentials: [makeCredential({ password: PASSWORD, enable: ENABLE })],
  });
  t.is(report.kind === 'captured' ? report.capture.text : report.error.message, TEXT);
  t.false(JSON.stringify(report.transcript).includes(ENABLE));
});

test('a refused enable password is typed once', async (t) => {
  await using device = await withDevice({ shell: enabling });
  const report = await captureFrom(device, {
    credentials: [makeCredential({ password: PASSWORD, enable: 'wrong' })],
  });
  t.deepEqual(failureOf(report), {
    code: 'NETRAVEN_AUTH_ENABLE',
    message: 'DEVICE: the enable password of credential admin was refused',
  });
  t.is(device.typed().split('wrong').length - 1, 1);
});

test('a missing enable password is told as missing', async (t) => {
  await using device = await withDevice({ shell: enabling });
  t.deepEqual(failureOf(await captureFrom(device)), {
    code: 'NETRAVEN_AUTH_ENABLE',
    message: 'DEVICE: the enable password of credential admin is missing',
  });
});

test('a device behind two jump hosts is reached with the credentials of each', async (t) => {
  const only = (name: string) =>
    accept((context) => context.method === 'password' && context.username === name, ['password']);
  await using device = await withDevice();
  await using inner = await startSshDevice({
    authenticate: only('inner'),
    forward: (host) => (host === 'core.example' ? device : undefined),
  });
  await using outer = await startSshDevice({
    authenticate: only('outer'),
    forward: (host) => (host === 'inner.example' ? inner : undefined),
  });
  const jumps = [
    { host: outer.host, port: outer.port, credentials: [makeCredential(undefined, 'outer')], hostKeys: [] },
    { host: 'inner.example', port: 22, credentials: [makeCredential(undefined, 'inner')], hostKeys: [] },
  ];
  const report = await captureFrom({ host: 'core.example', port: 22 }, { jumps });
  t.is(report.kind, 'captured');
  t.deepEqual(
    report.jumpHostKeys.map(({ type }) => type),
    ['ssh-ed25519', 'ssh-ed25519'],
  );
  const [first] = jumps;
  if (first === undefined) return t.fail();
  const imposter = [{ ...first, hostKeys: ['SHA256:another'] }, ...jumps.slice(1)];
  const refused = await captureFrom({ host: 'core.example', port: 22 }, { jumps: imposter });
  t.is(failureOf(refused).code, 'NETRAVEN_SSH_HOST_KEY');
  const astray = await captureFrom({ host: 'other.example', port: 22 }, { jumps });
  t.deepEqual(failureOf(astray), {
    code: 'NETRAVEN_CONNECT_JUMP',
    message: 'other.example:22: the jump host did not forward the connection',
  });
  await Promise.all([device.idle(), inner.idle(), outer.idle()]);
});

test('a host key that is not the pinned one ends the session before a password is sent', async (t) => {
  await using device = await withDevice();
  const pinned = ['SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'];
  const failure = failureOf(await captureFrom(device, { hostKey: { policy: 'trust-on-first-use', pinned } }));
  t.is(failure.code, 'NETRAVEN_SSH_HOST_KEY');
  t.regex(failure.message, /^DEVICE: host key ssh-ed25519 SHA256:\S+, expected SHA256:A+$/);
  t.is(
    failureOf(await captureFrom(device, { hostKey: { policy: 'strict', pinned: [] } })).code,
    'NETRAVEN_SSH_HOST_KEY',
  );
  t.deepEqual(device.requests, []);
  t.is((await captureFrom(device, { hostKey: { policy: 'ignore', pinned } })).kind, 'captured');
});

test('old algorithms are offered to the device that is set so, and to no other', async (t) => {
  const old = {
    kex: ['diffie-hellman-group14-sha1'],
    serverHostKey: ['ssh-ed25519'],
    cipher: ['aes128-cbc'],
    hmac: ['hmac-sha1'],
  } as const;
  const algorithms = {
    kex: [...old.kex],
    serverHostKey: [...old.serverHostKey],
    cipher: [...old.cipher],
    hmac: [...old.hmac],
  };
  await using device = await withDevice({ algorithms });
  const refused = failureOf(await captureFrom(device, { platform: 'frr' }));
  t.deepEqual(refused, {
    code: 'NETRAVEN_SSH_ALGORITHMS',
    message: 'DEVICE: no key exchange algorithm in common',
  });
  t.is((await captureFrom(device, { platform: 'frr', algorithms: 'legacy' })).kind, 'captured');
  t.is((await captureFrom(device, { platform: 'cisco_ios' })).kind, 'captured');
  t.is(failureOf(await captureFrom(device, { platform: 'frr' })).code, 'NETRAVEN_SSH_ALGORITHMS');
});

test('a device that refuses terminals is read without one', async (t) => {
  await using device = await withDevice({ refusesPty: true });
  t.is((await captureFrom(device)).kind, 'captured');
});

test('a device that gives no shell is read over command channels', async (t) => {
  await using device = await withDevice({
    shell: 'refused',
    exec: (command) => (command === 'show running-config' ? TEXT : '% Invalid input\n'),
  });
  const report = await captureFrom(device);
  t.is(report.kind === 'captured' ? report.capture.text : report.error.message, TEXT);
});

test('a device that gives no command channels is read over a shell', async (t) => {
  const export_ =
    '# model = CHR\r\n/ip address\r\nadd address=192.0.2.1/24 interface=ether1\r\n/system identity\r\nset name=r1\r\n';
  const shell = async (terminal: Terminal) =>
    await answerCommands(terminal, {
      prompt: '\r\n[admin@r1] > ',
      answers: { '/export show-sensitive': export_ },
    });
  await using device = await withDevice({ shell });
  const report = await captureFrom(device, { platform: 'mikrotik_routeros' });
  t.is(report.kind === 'captured' ? report.capture.text : report.error.message, export_.replaceAll('\r', ''));
});

test('a line that drops in mid-output ends the session at once', async (t) => {
  const shell = async (terminal: Terminal) => {
    await terminal.print('r1#');
    for (
      let command = await terminal.readLine();
      command !== 'show running-config';
      command = await terminal.readLine()
    )
      await terminal.print('r1#');
    await terminal.print('version 15.2\r\nhostna');
    terminal.drop();
  };
  await using device = await withDevice({ shell });
  const report = await captureFrom(device);
  t.is(failureOf(report).code, 'NETRAVEN_SESSION_DROPPED');
  t.deepEqual(
    report.transcript.filter((part) => part.kind === 'configuration').map((part) => part.text),
    ['show running-config\nversion 15.2\nhostna\n'],
  );
  await device.idle();
});

test('a shell that closes in mid-output ends the session at once', async (t) => {
  const shell = async (terminal: Terminal) => {
    await terminal.print('r1#');
    for (
      let command = await terminal.readLine();
      command !== 'show running-config';
      command = await terminal.readLine()
    )
      await terminal.print('r1#');
    await terminal.print('version 15.2\r\nhostna');
    terminal.exit();
  };
  await using device = await withDevice({ shell });
  t.deepEqual(failureOf(await captureFrom(device)), {
    code: 'NETRAVEN_SESSION_DROPPED',
    message: 'DEVICE: the device closed the shell in mid-output',
  });
  await device.idle();
});

const stalling = async (terminal: Terminal) => {
  await terminal.print('r1#');
  for (
    let command = await terminal.readLine();
    command !== 'show running-config';
    command = await terminal.readLine()
  )
    await terminal.print('r1#');
  await terminal.print('version 15.2\r\n');
};

test('a device that stops in mid-output fails after the limit of silence', async (t) => {
  await using device = await withDevice({ shell: stalling });
  t.deepEqual(failureOf(await captureFrom(device, { limits: { idleMs: 600 } })), {
    code: 'NETRAVEN_SESSION_IDLE',
    message: 'DEVICE: no prompt after "show running-config", silent for 600 ms',
  });
  await device.idle();
});

test('a session ends at its limit, however busy the device is', async (t) => {
  const shell = async (terminal: Terminal) => {
    await stalling(terminal);
    for (;;) await terminal.print('interface Ethernet1\r\n');
  };
  await using device = await withDevice({ shell });
  t.deepEqual(failureOf(await captureFrom(device, { limits: { sessionMs: 1_500 } })), {
    code: 'NETRAVEN_SESSION_TIMEOUT',
    message: 'DEVICE: the session took longer than 1500 ms',
  });
  await device.idle();
});

test('a device that never shows a prompt fails as such', async (t) => {
  await using device = await withDevice({ shell: (terminal) => terminal.print('Welcome to r1\r\n') });
  t.deepEqual(failureOf(await captureFrom(device, { limits: { idleMs: 2_000 } })), {
    code: 'NETRAVEN_SESSION_NO_PROMPT',
    message: 'DEVICE: no prompt within 2000 ms of silence',
  });
});

test('output beyond the limit is not taken in', async (t) => {
  const shell = async (terminal: Terminal) =>
    await answerCommands(terminal, {
      prompt: 'r1#',
      answers: { 'show running-config': 'x'.repeat(300_000) },
    });
  await using device = await withDevice({ shell });
  t.deepEqual(failureOf(await captureFrom(device, { limits: { outputBytes: 100_000 } })), {
    code: 'NETRAVEN_SESSION_OUTPUT_TOO_LARGE',
    message: 'DEVICE: more than 100000 bytes of output from one command',
  });
});

test('a session that is stopped ends at once, with the reason it was given', async (t) => {
  await using device = await withDevice({ shell: stalling });
  const controller = new AbortController();
  const running = captureFrom(device, { signal: controller.signal });
  await device.seen('show running-config');
  controller.abort(new NetravenError('NETRAVEN_TASK_LEASE_LOST', 'renewed too late'));
  t.deepEqual(failureOf(await running), { code: 'NETRAVEN_TASK_LEASE_LOST', message: 'renewed too late' });
  await device.idle();
  const stopped = failureOf(await captureFrom(device, { signal: AbortSignal.abort() }));
  t.deepEqual(stopped, { code: 'NETRAVEN_TASK_STOPPED', message: 'the session was stopped' });
});

test('whoever may no longer write sends not a byte more, and closes', async (t) => {
  await using device = await withDevice();
  const report = await captureFrom(device, { mayWrite: () => !device.typed().includes('terminal length 0') });
  t.deepEqual(failureOf(report), {
    code: 'NETRAVEN_TASK_LEASE_LOST',
    message: 'the lease ran out before the device was written to',
  });
  t.false(device.typed().includes('show running-config'));
  await device.idle();
});

test('a session that may not write at all opens a socket and says nothing on it', async (t) => {
  await using device = await withDevice();
  t.is(failureOf(await captureFrom(device, { mayWrite: () => false })).code, 'NETRAVEN_TASK_LEASE_LOST');
  t.deepEqual(device.requests, []);
  await device.idle();
});
