import { families, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { openShell } from './helpers/open-shell.ts';
import {
  clientUsername,
  habitOf,
  habits,
  reachPrompt,
  readConfiguration,
} from './helpers/read-configuration.ts';
import { renderScreen } from './helpers/render-screen.ts';

test('every platform the simulator has is tested here', (t) => {
  t.deepEqual(Object.keys(families).sort(), Object.keys(habits).sort());
});

for (const platform of Object.keys(families)) {
  test(`a careful reader obtains the expected text of ${platform}`, async (t) => {
    await using simulator = await startSimulator({ devices: [{ platform, name: 'edge-ams-001' }] });
    const device = simulator.device('edge-ams-001');
    const text = await readConfiguration(device);
    t.is(text, device.expected(habitOf(device).command));
    t.is(device.expected(), text, 'without a line, the last read is meant');
  });

  test(`output cut at random is the same text on ${platform}`, async (t) => {
    const devices = [{ platform, name: 'edge-ams-001', chunking: 'random', size: 0 } as const];
    await using simulator = await startSimulator({ devices });
    const device = simulator.device('edge-ams-001');
    t.is(await readConfiguration(device), device.expected());
  });

  test(`a command ${platform} does not know gets its error text and the prompt back`, async (t) => {
    await using simulator = await startSimulator({ devices: [{ platform, name: 'edge-ams-001' }] });
    const device = simulator.device('edge-ams-001');
    await using shell = await openShell(device, { username: clientUsername(device) });
    await reachPrompt(shell, device);
    shell.type('frobnicate now\n');
    const printed = await shell.readUntil(habitOf(device).prompt);
    t.regex(printed, /invalid|unknown|bad command|parse error/i);
  });
}

for (const [platform, habit] of Object.entries(habits)) {
  if (!habit.pager) continue;
  test(`${platform} stops at each page until a key is pressed`, async (t) => {
    await using simulator = await startSimulator({ devices: [{ platform, name: 'edge-ams-001', size: 0 }] });
    const device = simulator.device('edge-ams-001');
    await using shell = await openShell(device, { username: clientUsername(device), rows: 24 });
    await reachPrompt(shell, device);
    const command = habit.command.replace(/ \|.*/, '');
    shell.type(`${command}\n`);
    const stop = new RegExp(`(?:${habit.pager?.source})|(?:${habit.prompt.source})`);
    let printed = await shell.readUntil(stop);
    let pages = 1;
    while (habit.pager?.test(printed)) {
      pages++;
      shell.type(' ');
      printed += await shell.readUntil(stop);
    }
    const wanted = device.expected(command).split('\n');
    const screen = renderScreen(printed);
    const start = screen.indexOf(wanted[0] ?? '');
    t.deepEqual(
      screen.slice(start, start + wanted.length),
      wanted,
      'the pager leaves no trace on the screen',
    );
    t.true(pages >= Math.floor(wanted.length / 23), `${pages} pages of ${wanted.length} lines`);
  });
}

test('the same seed gives the same devices, and another seed others', async (t) => {
  const describe = async (seed: string) => {
    await using simulator = await startSimulator({ count: 9, seed });
    return simulator.devices.map((device) => [device.name, device.expected(), device.secrets()]);
  };
  const first = await describe('a');
  t.deepEqual(await describe('a'), first);
  t.notDeepEqual(await describe('b'), first);
});

test('configurations are of 3 to 90 KB and of varying size', async (t) => {
  await using simulator = await startSimulator({ count: 90 });
  const sizes = simulator.devices.map((device) => device.expected().length).sort((a, b) => a - b);
  t.true((sizes[0] ?? 0) > 3_000);
  t.true((sizes.at(-1) ?? 0) < 90_000);
  t.true((sizes.at(-1) ?? 0) > 4 * (sizes[0] ?? 0));
});

test('every secret stands in the text and is at least eight characters long', async (t) => {
  await using simulator = await startSimulator({ count: 9 });
  for (const device of simulator.devices) {
    const inText = device
      .secrets()
      .filter(({ name }) => !['login password', 'enable password'].includes(name));
    t.true(inText.length >= 12, device.platform);
    for (const { name, value } of inText) {
      t.true(device.expected().includes(value), `${device.platform} ${name}`);
      t.true(value.length >= 8, `${device.platform} ${name}`);
    }
  }
});

test('a name that is taken, an unknown platform and an unknown option are refused', async (t) => {
  const twice = [
    { platform: 'frr', name: 'a' },
    { platform: 'vyos', name: 'a' },
  ];
  await t.throwsAsync(startSimulator({ devices: twice }), { message: 'two devices are named a' });
  await t.throwsAsync(startSimulator({ platforms: ['nokia'] }), {
    message: /no platform "nokia": the simulator has cisco_ios, /,
  });
  await t.throwsAsync(startSimulator(JSON.parse('{"counts":1}')), {
    message: /"counts"/,
  });
});

test('devices can have an address of their own and one port for all', async (t) => {
  if (process.platform !== 'linux') return t.pass('only Linux answers on all of 127.0.0.0/8');
  await using simulator = await startSimulator({ count: 3, addresses: 'each', basePort: 0 });
  t.deepEqual(
    simulator.devices.map((device) => device.host),
    ['127.20.0.1', '127.20.0.2', '127.20.0.3'],
  );
  const [device] = simulator.devices;
  if (device) t.is(await readConfiguration(device), device.expected());
});
