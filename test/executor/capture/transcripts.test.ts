import { globSync } from 'node:fs';
import { readTranscript, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { checkCapture } from '../../../packages/executor/src/capture/check-capture.ts';
import { captureFrom } from '../../helpers/capture-from.ts';

const LOGIN = { username: 'noc', password: 'Right-pass-41', enable: 'Right-enable-52' };
const { username, ...secret } = LOGIN;
const credentials = [{ name: 'noc', username, secret }];

for (const file of globSync('test/fixtures/transcripts/**/*.yaml').sort()) {
  for (const chunking of ['whole', 'byte', 'random'] as const) {
    test(`${file} is captured to its exact text, cut ${chunking}`, async (t) => {
      const transcript = await readTranscript(file);
      await using simulator = await startSimulator({
        transcripts: [{ file, name: 'dev', chunking, ...LOGIN }],
      });
      const { host, port } = simulator.device('dev');
      const { platform } = transcript;
      const report = await captureFrom({ host, port }, { platform, credentials });
      if (report.kind === 'failed') return t.fail(`${report.error.code}: ${report.error.message}`);
      t.is(report.capture.text, transcript.configuration.text);
      const capture = { device: 'dev', ...report.capture };
      t.deepEqual(checkCapture(capture, { serial: null, hostname: null }), { kind: 'accept' });
    });
  }
}
