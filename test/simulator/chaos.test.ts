import { once } from 'node:events';
import {
  type ChaosKind,
  chaosKinds,
  type DeviceOptions,
  type SimulatedDevice,
  startSimulator,
} from '@netraven/simulator';
import test, { type ExecutionContext } from 'ava';
import ssh2, { type AuthHandlerMiddleware } from 'ssh2';
import { connectClient, openShell, type TestShell } from './helpers/open-shell.ts';
import { cleanOutput, reachPrompt, readConfiguration } from './helpers/read-configuration.ts';

const PROMPT = /r1# ?$/;
const COMMAND = 'show running-config';
const SILENCE_MS = 400;
const tested = new Set<ChaosKind>();

/** One IOS device with one kind of chaos. */
async function startChaos(kind: ChaosKind, options: Partial<DeviceOptions> = {}) {
  const simulator = await startSimulator({
    devices: [{ platform: 'cisco_ios', name: 'r1', chaos: [kind], size: 0.1, ...options }],
  });
  return Object.assign(simulator, { r1: simulator.device('r1') });
}

function testChaos(kind: ChaosKind, promise: string, prove: (t: ExecutionContext) => Promise<void>) {
  tested.add(kind);
  test(`${kind}: ${promise}`, prove);
}

/** Types the configuration command at an unpaged prompt. */
async function askConfiguration(shell: TestShell, device: SimulatedDevice) {
  await reachPrompt(shell, device);
  shell.type('terminal length 0\n');
  await shell.readUntil(PROMPT);
  shell.type(`${COMMAND}\n`);
}

const isClosed = { message: /^the device closed the shell after/ };
const isSilent = { message: /^nothing more came after/ };

testChaos('slow', 'the text is whole and comes in small pieces', async (t) => {
  await using simulator = await startChaos('slow', { slowMs: 1, size: 0 });
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  t.is(cleanOutput(await shell.readUntil(PROMPT), COMMAND), simulator.r1.expected());
  t.true(Math.max(...shell.packetSizes) <= 64);
});

testChaos('drop', 'the connection is cut in mid-output', async (t) => {
  await using simulator = await startChaos('drop');
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  const printed = cleanOutput(await shell.readToEnd(), COMMAND);
  t.true(printed.length > 100 && printed.length < simulator.r1.expected().length);
  t.true(simulator.r1.expected().startsWith(printed));
});

testChaos('stall', 'the device falls silent in mid-output and keeps the session', async (t) => {
  await using simulator = await startChaos('stall');
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  await t.throwsAsync(shell.readUntil(/\nend\r/, SILENCE_MS), isSilent);
  t.is(simulator.r1.counts.live, 1);
});

testChaos('never-prompt', 'the greeting comes, a prompt never, whatever is typed', async (t) => {
  await using simulator = await startChaos('never-prompt');
  await using shell = await openShell(simulator.r1);
  await shell.readUntil(/is an example\r\n/);
  shell.type('\r\nshow version\n');
  await t.throwsAsync(shell.readUntil(/r1[>#]|Version/, SILENCE_MS), isSilent);
});

testChaos('no-final-prompt', 'the whole text comes, the prompt does not', async (t) => {
  await using simulator = await startChaos('no-final-prompt');
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  const printed = await shell.readUntil(/\nend\r\n/);
  t.is(cleanOutput(`${printed}\n`, COMMAND), simulator.r1.expected());
  await t.throwsAsync(shell.readUntil(PROMPT, SILENCE_MS), isSilent);
});

testChaos('exit-early', 'the whole text comes, then the device leaves without a prompt', async (t) => {
  await using simulator = await startChaos('exit-early');
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  t.is(cleanOutput(await shell.readToEnd(), COMMAND), simulator.r1.expected());
});

testChaos('async-log', 'log lines stand between the lines of the text', async (t) => {
  await using simulator = await startChaos('async-log');
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  const lines = cleanOutput(await shell.readUntil(PROMPT), COMMAND).split('\n');
  const logged = lines.filter((line) => /^\*.*%LINEPROTO-5-UPDOWN: /.test(line));
  t.is(logged.length, 3);
  t.is(lines.filter((line) => !logged.includes(line)).join('\n'), simulator.r1.expected());
});

testChaos('log-after-prompt', 'a log line stands below each prompt', async (t) => {
  await using simulator = await startChaos('log-after-prompt');
  await using shell = await openShell(simulator.r1);
  t.regex(await shell.readUntil(/UPDOWN.*\r\n/), /\nr1>\r\n\*.*UPDOWN.*\r\n$/);
  shell.type('\r');
  t.regex(await shell.readUntil(/UPDOWN.*\r\n/), /^\r\nr1>\r\n\*.*UPDOWN.*\r\n$/);
});

testChaos('auth-fail', 'the right password is refused', async (t) => {
  await using simulator = await startChaos('auth-fail');
  await t.throwsAsync(connectClient(simulator.r1), {
    message: /All configured authentication methods failed/,
  });
  t.is(simulator.r1.counts.authenticated, 0);
});

testChaos('auth-slow', 'the answer to the password takes its time', async (t) => {
  await using simulator = await startChaos('auth-slow', { authSlowMs: 300 });
  const started = performance.now();
  await using _client = await connectClient(simulator.r1);
  t.true(performance.now() - started >= 299);
});

test('a client that goes during slow authentication leaves nothing behind', async (t) => {
  await using simulator = await startChaos('auth-slow', { authSlowMs: 300 });
  const { host, port, username, password } = simulator.r1;
  const client = new ssh2.Client();
  client.on('error', () => {});
  const authHandler: AuthHandlerMiddleware = (_left, _partial, next) => {
    next({ type: 'password', username, password });
    client.end();
  };
  client.connect({ host, port, username, authHandler });
  await once(client, 'close');
  await using _later = await connectClient(simulator.r1);
  t.like(simulator.r1.counts, { connections: 2, live: 1, authenticated: 1 });
});

testChaos('kex-reset', 'the connection is reset during key exchange', async (t) => {
  await using simulator = await startChaos('kex-reset');
  const error = await t.throwsAsync(connectClient(simulator.r1));
  t.regex(String(error?.message), /ECONNRESET|Connection lost before handshake|closed the connection/);
});

testChaos('close-after-auth', 'the device accepts the password and closes', async (t) => {
  await using simulator = await startChaos('close-after-auth');
  await using client = await connectClient(simulator.r1);
  await once(client, 'close');
  t.is(simulator.r1.counts.authenticated, 1);
});

testChaos('no-shell', 'shell and command are refused', async (t) => {
  await using simulator = await startChaos('no-shell');
  await t.throwsAsync(openShell(simulator.r1), { message: /Unable to open shell|open failed|Unable to/ });
});

testChaos('refuse-command', 'the configuration command gets an error text', async (t) => {
  await using simulator = await startChaos('refuse-command');
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  const printed = cleanOutput(await shell.readUntil(PROMPT), COMMAND);
  t.is(printed, `   ^\n% Invalid input detected at '^' marker.`);
});

testChaos('huge', 'the output is as large as the options say, then the prompt comes', async (t) => {
  await using simulator = await startChaos('huge', { hugeBytes: 3_000_000 });
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  t.true((await shell.readUntil(PROMPT)).length > 3_000_000);
});

testChaos('banner', 'ninety lines come before authentication and again before the prompt', async (t) => {
  await using simulator = await startChaos('banner');
  const client = new ssh2.Client();
  const { host, port } = simulator.r1;
  client.on('error', () => {});
  client.connect({ host, port, username: 'x', password: 'x' });
  const [banner] = await once(client, 'banner');
  client.destroy();
  t.is(String(banner).trimEnd().split('\n').length, 90);
  await using shell = await openShell(simulator.r1);
  t.true((await shell.readUntil(/r1>$/)).includes('* 90 Authorised use only'));
});

testChaos('press-any-key', 'nothing but the question comes before a key is pressed', async (t) => {
  await using simulator = await startChaos('press-any-key');
  await using shell = await openShell(simulator.r1);
  t.is(await shell.readUntil(/continue$/), 'Press any key to continue');
  shell.type(' ');
  t.regex(await shell.readUntil(/r1>$/), /Unauthorised access/);
});

testChaos('shrunk', 'a far smaller configuration comes, with its end marker', async (t) => {
  await using simulator = await startChaos('shrunk', { size: 0.5 });
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  const printed = cleanOutput(await shell.readUntil(PROMPT), COMMAND);
  t.true(printed.length < simulator.r1.expected().length / 4);
  t.regex(printed, /\nhostname r1\n[\s\S]*\nend$/);
});

testChaos('truncated', 'the text ends without its end marker, and the prompt comes', async (t) => {
  await using simulator = await startChaos('truncated');
  await using shell = await openShell(simulator.r1);
  await askConfiguration(shell, simulator.r1);
  const printed = cleanOutput(await shell.readUntil(PROMPT), COMMAND);
  t.true(simulator.r1.expected().startsWith(`${printed}\n`));
  t.notRegex(printed, /\nend$/);
});

test('every kind of chaos is tested here', (t) => {
  t.deepEqual([...tested].sort(), [...chaosKinds].sort());
});

test('chaos falls on the share of devices it was told to, repeatably', async (t) => {
  const count = async () => {
    await using simulator = await startSimulator({ count: 100, chaos: ['drop'], chaosShare: 0.3 });
    return simulator.devices.filter((device) => device.chaos.has('drop')).length;
  };
  const first = await count();
  t.true(first > 15 && first < 45);
  t.is(await count(), first);
});

test('chaos set for one session heals by itself', async (t) => {
  await using simulator = await startSimulator({
    devices: [{ platform: 'cisco_nxos', name: 'r1', size: 0 }],
  });
  const device = simulator.device('r1');
  device.setChaos(['drop'], 1);
  await t.throwsAsync(readConfiguration(device), isClosed);
  t.is(await readConfiguration(device), device.expected());
});
