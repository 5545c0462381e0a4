import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatTranscript } from '@netraven/common/transcript';
import { readTranscript, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { openRecorder } from '../../../packages/executor/src/trial/record-channels.ts';
import { recordTranscript } from '../../../packages/executor/src/trial/record-transcript.ts';
import { captureFrom } from '../../helpers/capture-from.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const LOGIN = { username: 'noc', password: 'Right-pass-41', enable: 'Right-enable-52' };
const credential = {
  name: 'noc',
  username: LOGIN.username,
  secret: { password: LOGIN.password, enable: LOGIN.enable },
};

type Device = { readonly host: string; readonly port: number; readonly platform: string };

/** Captures a device and records the session. */
async function record(device: Device) {
  const recorder = openRecorder(() => performance.now());
  const report = await captureFrom(device, {
    platform: device.platform,
    credentials: [credential],
    onChannel: recorder.onChannel,
  });
  if (report.kind === 'failed') throw report.error;
  const transcript = recordTranscript({
    device: 'recorded',
    startedAt: report.startedAt,
    channels: recorder.channels,
    capture: report.capture,
    credential,
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
    const original = await readTranscript(file);
    await using simulator = await startSimulator({ ...LOGIN, transcripts: [{ file, name: 'dev' }] });
    const { transcript } = await record({ ...simulator.device('dev'), platform: original.platform });
    t.is(transcript.channel, original.channel);
    const printed = (line: string, { exchanges }: typeof original) =>
      JSON.stringify(exchanges.find(({ send }) => 'line' in send && send.line === line)).length;
    t.true(printed(transcript.configuration.line, transcript) > transcript.configuration.text.length);
    t.is(transcript.configuration.text.length, original.configuration.text.length);
  });
}
