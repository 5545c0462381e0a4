import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toErrorRecord } from '@netraven/common';
import { findPlatform } from '@netraven/common/platform';
import { formatTranscript } from '@netraven/common/transcript';
import { readTranscript, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { openRecorder } from '../../../packages/executor/src/trial/record-channels.ts';
import { recordTranscript } from '../../../packages/executor/src/trial/record-transcript.ts';
import { captureFrom } from '../../helpers/capture-from.ts';
import { takeTurns } from '../../helpers/take-turns.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const LOGIN = { username: 'noc', password: 'Right-pass-41', enable: 'Right-enable-52' };
const credential = {
  name: 'noc',
  username: LOGIN.username,
  secret: { password: LOGIN.password, enable: LOGIN.enable },
};

const inTurn = takeTurns(8);
type Device = { readonly host: string; readonly port: number; readonly platform: string };

/** Captures a device and records the session. */
async function record(device: Device) {
  const recorder = openRecorder(() => performance.now());
  const report = await captureFrom(device, {
    platform: device.platform,
    credentials: [credential],
    onChannel: recorder.onChannel,
    limits: { idleMs: 30_000, sessionMs: 90_000 },
  });
  if (report.kind === 'failed') throw report.error;
  const transcript = recordTranscript({
    device: 'recorded',
    startedAt: report.startedAt,
    channels: recorder.channels,
    capture: report.capture,
    failure: null,
    credentials: [credential],
  });
  return { capture: report.capture, transcript, yaml: formatTranscript(transcript) };
}

for (const platform of [
  'cisco_ios',
  'arista_eos',
  'juniper_junos',
  'mikrotik_routeros',
  'cisco_nxos',
  'fortinet',
  'frr',
  'cisco_asa',
  'vyos',
]) {
  test(`${platform}: a recorded session is replayed to the same configuration, without its secrets`, async (t) => {
    await using simulator = await startSimulator({
      ...LOGIN,
      devices: [{ platform, name: 'dev', size: 0.3 }],
    });
    const device = simulator.device('dev');
    const { transcript, capture, yaml } = await record(device);
    for (const { name, value } of device.secrets()) t.false(yaml.includes(value), name);
    for (const value of [LOGIN.password, LOGIN.enable]) t.false(yaml.includes(value));
    t.is(
      transcript.configuration.text.length,
      capture.text.length,
      'placeholders are as long as their secrets',
    );
    t.true(transcript.placeholders.length > 0);

    const file = join(await makeTempFolder(t), 'recorded.yaml');
    await writeFile(file, yaml);
    await using replayed = await startSimulator({ ...LOGIN, transcripts: [{ file, chunking: 'random' }] });
    const again = await record(replayed.device('recorded'));
    t.is(again.capture.text, transcript.configuration.text);
    t.deepEqual(
      { ...again.capture.facts, uptime: null },
      { ...capture.facts, uptime: null },
      'facts are read from the replay as well',
    );
  });
}

for (const file of globSync('test/fixtures/transcripts/**/*.yaml').sort()) {
  test(`${file} is recorded as it is replayed`, async (t) => {
    await inTurn(async () => {
      const original = await readTranscript(file);
      await using simulator = await startSimulator({ ...LOGIN, transcripts: [{ file, name: 'dev' }] });
      const { transcript } = await record({ ...simulator.device('dev'), platform: original.platform });
      t.is(transcript.channel, original.channel);
      const printed = (line: string, { exchanges }: typeof original) =>
        JSON.stringify(exchanges.find(({ send }) => 'line' in send && send.line === line)).length;
      t.true(printed(transcript.configuration.line, transcript) > transcript.configuration.text.length);
      t.is(transcript.configuration.text.length, original.configuration.text.length);
    });
  });
}

test('a session that fails is recorded up to the failure, which its replay shows again', async (t) => {
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: [{ platform: 'cisco_ios', name: 'dev', size: 0.3, chaos: ['stall'] }],
  });
  const limits = { idleMs: 1_500 };
  const recordFailed = async (device: Device) => {
    const recorder = openRecorder(() => performance.now());
    const request = { platform: device.platform, credentials: [credential], limits };
    const report = await captureFrom(device, { ...request, onChannel: recorder.onChannel });
    if (report.kind === 'captured') throw new Error('captured');
    const platform = findPlatform(device.platform);
    if (platform === undefined) throw new Error(`no platform ${device.platform}`);
    return recordTranscript({
      device: 'recorded',
      startedAt: report.startedAt,
      channels: recorder.channels,
      capture: { platform },
      failure: toErrorRecord(report.error),
      credentials: [credential],
    });
  };
  const device = simulator.device('dev');
  const transcript = await recordFailed(device);
  const yaml = formatTranscript(transcript);
  t.is(transcript.failure?.code, 'NETRAVEN_SESSION_IDLE');
  t.true(JSON.stringify(transcript.exchanges).includes('hostname'), 'what was received is there');
  for (const { name, value } of device.secrets()) t.false(yaml.includes(value), name);

  const file = join(await makeTempFolder(t), 'failed.yaml');
  await writeFile(file, yaml);
  await using replayed = await startSimulator({ ...LOGIN, transcripts: [{ file }] });
  const again = await recordFailed(replayed.device('recorded'));
  t.is(again.failure?.code, 'NETRAVEN_SESSION_IDLE');
});

test('a session that never came to a shell is recorded as its failure alone', (t) => {
  const platform = findPlatform('cisco_ios');
  if (platform === undefined) return t.fail();
  const failure = { code: 'NETRAVEN_AUTH_FAILED' as const, message: `refused ${LOGIN.password}`, hint: '' };
  const transcript = recordTranscript({
    device: 'recorded',
    startedAt: '2026-03-03T10:11:12.000Z',
    channels: [],
    capture: { platform },
    failure: { ...failure, retryable: false },
    credentials: [credential],
  });
  t.like(transcript, { exchanges: [], channel: 'shell', failure: { code: 'NETRAVEN_AUTH_FAILED' } });
  t.false(JSON.stringify(transcript).includes(LOGIN.password));
});

test('a password that a device shows as it is typed is not recorded, however weak it is', (t) => {
  const platform = findPlatform('cisco_ios');
  if (platform === undefined) return t.fail();
  const events = [
    { kind: 'printed' as const, text: 'cisco lab\r\nKennwort: ', atMs: 0 },
    { kind: 'typed' as const, text: 'cisco\n', atMs: 1 },
    { kind: 'printed' as const, text: 'cis', atMs: 2 },
    { kind: 'printed' as const, text: 'co\r\n% Login invalid\r\ncisco lab\r\nKennwort: ', atMs: 3 },
  ];
  const transcript = recordTranscript({
    device: 'recorded',
    startedAt: '2026-03-03T10:11:12.000Z',
    channels: [{ command: undefined, events }],
    capture: { platform },
    failure: { code: 'NETRAVEN_AUTH_FAILED', message: 'refused', hint: '', retryable: false },
    credentials: [{ ...credential, secret: { password: 'cisco' } }],
  });
  t.deepEqual(transcript.opening?.output, ['cisco lab\r\n', 'Kennwort: ']);
  t.deepEqual(transcript.opening?.answers, [
    {
      send: { secret: 'password' },
      output: ['XXXXX\r\n', '% Login invalid\r\n', 'cisco lab\r\n', 'Kennwort: '],
    },
  ]);
});
