import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DeviceOptions, startSimulator } from '@netraven/simulator';
import test from 'ava';
import ssh2, { type ClientChannel, type ConnectConfig } from 'ssh2';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { connectClient } from '../helpers/open-shell.ts';
import { readConfiguration } from '../helpers/read-configuration.ts';

const run = promisify(execFile);

async function startDevice(options: Partial<DeviceOptions>) {
  const simulator = await startSimulator({
    devices: [{ platform: 'juniper_junos', name: 'mx1', size: 0, ...options }],
  });
  return Object.assign(simulator, { mx1: simulator.device('mx1') });
}

async function runCommand(client: ssh2.Client, line: string): Promise<string> {
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.exec(line, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  let printed = '';
  for await (const bytes of channel) printed += String(bytes);
  return printed;
}

test('several commands run on one connection, each without echo, prompt and pager', async (t) => {
  await using simulator = await startDevice({});
  await using client = await connectClient(simulator.mx1);
  const text = await runCommand(client, 'show configuration');
  t.is(text.trimEnd(), simulator.mx1.expected());
  t.regex(await runCommand(client, 'show version'), /^Hostname: mx1\n/);
  t.is(simulator.mx1.counts.execs, 2);
});

const lists = {
  modern: { kex: ['curve25519-sha256'], cipher: ['aes128-gcm@openssh.com'], serverHostKey: ['ssh-ed25519'] },
  legacy: {
    kex: ['diffie-hellman-group14-sha1'],
    cipher: ['aes128-cbc'],
    serverHostKey: ['ssh-rsa'],
    hmac: ['hmac-sha1'],
  },
} satisfies Record<string, ConnectConfig['algorithms']>;

test('a legacy device is reached with legacy algorithms only', async (t) => {
  await using simulator = await startDevice({ algorithms: 'legacy' });
  await using _client = await connectClient(simulator.mx1, { algorithms: lists.legacy });
  await t.throwsAsync(connectClient(simulator.mx1), { message: /no matching/ });
});

test('a modern device refuses legacy algorithms', async (t) => {
  await using simulator = await startDevice({ algorithms: 'modern' });
  await using _client = await connectClient(simulator.mx1, { algorithms: lists.modern });
  await t.throwsAsync(connectClient(simulator.mx1, { algorithms: lists.legacy }), { message: /no matching/ });
});

test('no device offers group exchange', async (t) => {
  await using simulator = await startDevice({});
  const algorithms: ConnectConfig['algorithms'] = { kex: ['diffie-hellman-group-exchange-sha256'] };
  await t.throwsAsync(connectClient(simulator.mx1, { algorithms }), { message: /no matching key exchange/ });
});

test('a device without a free line closes further connections at once', async (t) => {
  await using simulator = await startDevice({ maxSessions: 1 });
  await using _client = await connectClient(simulator.mx1);
  await t.throwsAsync(connectClient(simulator.mx1), {
    message: /ECONNRESET|Connection lost before handshake|closed the connection/,
  });
});

test('a host key stays the same over restarts in its folder, and changes when told to', async (t) => {
  const keysFolder = await makeTempFolder(t);
  const keys = new Set<string>();
  const hostVerifier = (key: Buffer) => {
    keys.add(key.toString('base64'));
    return true;
  };
  for (let start = 0; start < 2; start++) {
    await using simulator = await startSimulator({ count: 1, keysFolder });
    for (const device of simulator.devices) {
      await using _client = await connectClient(device, { hostVerifier });
    }
    t.is(keys.size, 1);
    if (start === 0) continue;
    for (const device of simulator.devices) {
      await device.changeHostKey();
      await using _client = await connectClient(device, { hostVerifier });
    }
  }
  t.is(keys.size, 2);
});

test('five hundred devices are read at once, each with its own text', async (t) => {
  await using simulator = await startSimulator({ count: 500, size: 0.02 });
  await Promise.all(
    simulator.devices.map(async (device) => {
      const text = await readConfiguration(device);
      if (text !== device.expected()) t.fail(`${device.name} gave another text`);
    }),
  );
  const { connections, authenticated, shells } = simulator.stats();
  t.deepEqual({ connections, authenticated, shells }, { connections: 500, authenticated: 500, shells: 500 });
});

test('the OpenSSH client reads a configuration with a key', async (t) => {
  const isMissing = await run('ssh', ['-V']).then(
    () => false,
    () => true,
  );
  if (isMissing) return t.pass('ssh is not installed');
  const folder = await makeTempFolder(t);
  const key = ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 });
  await writeFile(join(folder, 'key'), key.private, { mode: 0o600 });
  await using simulator = await startDevice({
    auth: ['publickey'],
    authorizedKeys: [key.public],
    answerMs: 50,
  });
  const { host, port, username } = simulator.mx1;
  const options = [
    'StrictHostKeyChecking=no',
    `UserKnownHostsFile=${folder}/known`,
    'LogLevel=ERROR',
    'BatchMode=yes',
  ].flatMap((option) => ['-o', option]);
  const target = ['-F', 'none', '-i', join(folder, 'key'), '-p', String(port), `${username}@${host}`];
  const command = run('ssh', [...options, ...target, 'show configuration']);
  command.child.stdin?.end();
  t.is(
    (await command).stdout.trimEnd(),
    simulator.mx1.expected(),
    'a client that ends its input is answered',
  );

  const shell = run('ssh', ['-tt', ...options, ...target]);
  shell.child.stdin?.end('show version\nexit\n');
  t.regex((await shell).stdout, /mx1> show version\r\nHostname: mx1\r\n[\s\S]*mx1> exit\r\n/);
});
