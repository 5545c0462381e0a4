import { type DeviceOptions, startSimulator } from '@netraven/simulator';
import test from 'ava';
import ssh2, { type AnyAuthMethod, type AuthHandlerMiddleware } from 'ssh2';
import { makeSshKey } from '../../helpers/make-ssh-key.ts';
import { connectClient, openShell } from '../helpers/open-shell.ts';

const REFUSED = { message: /All configured authentication methods failed/ };

async function startDevice(options: Partial<DeviceOptions>) {
  const simulator = await startSimulator({ devices: [{ platform: 'cisco_nxos', name: 'sw1', ...options }] });
  return Object.assign(simulator, { sw1: simulator.device('sw1') });
}

test('password: the right one is let in, a wrong one is not', async (t) => {
  await using simulator = await startDevice({ auth: ['password'] });
  await using _client = await connectClient(simulator.sw1);
  await t.throwsAsync(connectClient(simulator.sw1, { password: 'wrong' }), REFUSED);
  await t.throwsAsync(connectClient(simulator.sw1, { username: 'other' }), REFUSED);
});

for (const interactivePrompts of [1, 2] as const) {
  test(`keyboard-interactive with ${interactivePrompts} prompts asks what it says`, async (t) => {
    await using simulator = await startDevice({ auth: ['keyboard-interactive'], interactivePrompts });
    const { host, port, username, password } = simulator.sw1;
    const asked: string[] = [];
    const client = new ssh2.Client();
    const ready = new Promise<void>((resolve, reject) => client.on('ready', resolve).on('error', reject));
    client.on('keyboard-interactive', (_name, _instructions, _language, prompts, answer) => {
      asked.push(...prompts.map((prompt) => `${prompt.prompt}${prompt.echo}`));
      answer(prompts.map((prompt) => (prompt.echo ? username : password)));
    });
    client.connect({ host, port, username, tryKeyboard: true });
    await ready;
    client.end();
    t.deepEqual(
      asked,
      interactivePrompts === 1 ? ['Password: false'] : ['Username: true', 'Password: false'],
    );
    await t.throwsAsync(connectClient(simulator.sw1), REFUSED, 'password is no method of this device');
  });
}

test('publickey: an authorized key is let in, another is not', async (t) => {
  const [known, unknown] = [makeSshKey(), makeSshKey()];
  await using simulator = await startDevice({ auth: ['publickey'], authorizedKeys: [known.public] });
  await using _client = await connectClient(simulator.sw1, { privateKey: known.private });
  await t.throwsAsync(connectClient(simulator.sw1, { privateKey: unknown.private }), REFUSED);
});

test('a device that needs key and password is content with neither alone', async (t) => {
  const key = makeSshKey();
  const auth = ['publickey', 'password'] as const;
  await using simulator = await startDevice({ auth, authNeedsAll: true, authorizedKeys: [key.public] });
  const { username, password } = simulator.sw1;
  const inOrder: AnyAuthMethod[] = [
    { type: 'publickey', username, key: key.private },
    { type: 'password', username, password },
  ];
  await using _client = await connectClient(simulator.sw1, { authHandler: inOrder });
  await t.throwsAsync(connectClient(simulator.sw1), REFUSED);
  await t.throwsAsync(connectClient(simulator.sw1, { authHandler: inOrder.slice(0, 1) }), REFUSED);
});

test('a device without SSH authentication asks for the login in the shell', async (t) => {
  await using simulator = await startDevice({ auth: ['none'] });
  await using shell = await openShell(simulator.sw1, { authHandler: ['none'] });
  await shell.readUntil(/Username: $/);
  shell.type('backup\n');
  await shell.readUntil(/Password: $/);
  shell.type('wrong\n');
  await shell.readUntil(/% Login invalid\r\n\r\nUsername: $/);
  shell.type(`${simulator.sw1.username}\n`);
  await shell.readUntil(/Password: $/);
  shell.type(`${simulator.sw1.password}\n`);
  t.notRegex(await shell.readUntil(/sw1# $/), /Sim!backup/, 'the password is not echoed');
});

test('a client that keeps trying is sent away', async (t) => {
  await using simulator = await startDevice({ auth: ['password'] });
  const { username } = simulator.sw1;
  let tries = 0;
  const authHandler: AuthHandlerMiddleware = (_left, _partial, next) => {
    tries++;
    next({ type: 'password', username, password: `wrong ${tries}` });
  };
  await t.throwsAsync(connectClient(simulator.sw1, { authHandler }), {
    message: 'the device closed the connection',
  });
  t.is(tries, 6);
});

test('a RouterOS user name may carry terminal options, which turn colours off', async (t) => {
  await using simulator = await startSimulator({ devices: [{ platform: 'mikrotik_routeros', name: 'mt1' }] });
  const device = simulator.device('mt1');
  await using plain = await openShell(device, { username: `${device.username}+ct511w4098h` });
  t.notRegex(await plain.readUntil(/\[backup@mt1\] > $/), /\x1b/);
  await using coloured = await openShell(device);
  t.regex(await coloured.readUntil(/\] > \x1b\[K$/), /\x1b\[36mbackup\x1b\[m/);
});

test('an enable password is asked for up to three times and opens the privilege', async (t) => {
  await using simulator = await startSimulator({ devices: [{ platform: 'cisco_ios', name: 'r1' }] });
  const device = simulator.device('r1');
  await using shell = await openShell(device);
  await shell.readUntil(/r1>$/);
  shell.type('enable\nwrong\nwrong\nwrong\n');
  await shell.readUntil(/% Access denied\r\n\r\nr1>$/);
  shell.type('show running-config\n');
  await shell.readUntil(/% Invalid input[\s\S]*r1>$/);
  shell.type(`enable\n${device.enable}\n`);
  t.notRegex(await shell.readUntil(/r1#$/), /Sim!enable/, 'the password is not echoed');
});
