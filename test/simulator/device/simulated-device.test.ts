import { changeKinds, families, type SimulatedDevice, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { readConfiguration } from '../helpers/read-configuration.ts';

/** The text without the lines that may differ between two reads. */
function stableText(device: SimulatedDevice): string[] {
  return device
    .expected()
    .split('\n')
    .filter((line) => !device.volatile.some((pattern) => pattern.test(line)));
}

/** Applies one unified hunk. */
function applyHunk(lines: readonly string[], diff: string): string[] {
  const [header = '', ...body] = diff.trimEnd().split('\n');
  const start = Number(/^@@ -(\d+)/.exec(header)?.[1]) - 1;
  const before = body.filter((line) => !line.startsWith('+')).length;
  const after = body.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
  return lines.toSpliced(start, before, ...after);
}

for (const platform of Object.keys(families)) {
  for (const kind of changeKinds) {
    test(`a changed ${kind} on ${platform} is one hunk that turns the old text into the new one`, async (t) => {
      await using simulator = await startSimulator({ devices: [{ platform, name: 'r1' }] });
      const device = simulator.device('r1');
      const before = stableText(device);
      const change = device.change(kind);
      t.is(change.kind, kind);
      t.true(change.added.length > 0);
      t.is(change.diff.match(/^@@ /gm)?.length, 1);
      t.deepEqual(applyHunk(before, change.diff), stableText(device));
      t.notDeepEqual(stableText(device), before);
    });
  }

  test(`two reads of an unchanged ${platform} differ in volatile lines only`, async (t) => {
    await using simulator = await startSimulator({ devices: [{ platform, name: 'r1', size: 0 }] });
    const device = simulator.device('r1');
    const first = await readConfiguration(device);
    const stable = stableText(device);
    const second = await readConfiguration(device);
    t.deepEqual(stableText(device), stable);
    t.is(second, device.expected());
    const moves = !['juniper_junos', 'vyos', 'frr', 'cisco_asa'].includes(platform);
    t.is(first !== second, moves);
  });
}

test('a device that drifts only on request reads the same until it is asked to', async (t) => {
  const devices = [{ platform: 'fortinet', name: 'fw1', driftsAtRead: false, size: 0 }];
  await using simulator = await startSimulator({ devices });
  const device = simulator.device('fw1');
  const first = await readConfiguration(device);
  t.is(await readConfiguration(device), first);
  device.drift();
  t.not(await readConfiguration(device), first);
});

test('the secrets of every read and every generation are told', async (t) => {
  await using simulator = await startSimulator({ devices: [{ platform: 'fortinet', name: 'fw1', size: 0 }] });
  const device = simulator.device('fw1');
  const shown = [await readConfiguration(device), await readConfiguration(device)];
  device.change('secret');
  shown.push(await readConfiguration(device));
  const values = new Set(device.secrets().map((secret) => secret.value));
  const found = shown.flatMap((text) => [...text.matchAll(/ENC (\S+)/g)].map((match) => match[1] ?? ''));
  t.true(new Set(found).size > 30, 'the values are encrypted anew at each read');
  t.deepEqual(
    found.filter((value) => !values.has(value)),
    [],
  );
});

test('a device that replays a transcript refuses to change', async (t) => {
  const file = 'test/fixtures/transcripts/cisco_ios/paged-with-enable.yaml';
  await using simulator = await startSimulator({ transcripts: [{ file, name: 'old1' }] });
  t.throws(() => simulator.device('old1').change(), { message: 'old1 replays a transcript' });
});
