import { globSync } from 'node:fs';
import { readTranscript, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { checkCapture } from '../../../packages/executor/src/capture/check-capture.ts';
import { cleanVolatile } from '../../../packages/executor/src/capture/clean-volatile.ts';
import { joinLines } from '../../../packages/executor/src/session/render-text.ts';
import { captureFrom } from '../../helpers/capture-from.ts';
import { takeTurns } from '../../helpers/take-turns.ts';

const inTurn = takeTurns(8);
const LOGIN = { username: 'noc', password: 'Right-pass-41', enable: 'Right-enable-52' };
const { username, ...secret } = LOGIN;
const credentials = [{ name: 'noc', username, secret }];

for (const file of globSync('test/fixtures/transcripts/**/*.yaml').sort()) {
  for (const chunking of ['whole', 'byte', 'random'] as const) {
    test(`${file} is captured to its exact text, cut ${chunking}`, async (t) => {
      await inTurn(async () => {
        const transcript = await readTranscript(file);
        await using simulator = await startSimulator({
          transcripts: [{ file, name: 'dev', chunking, ...LOGIN }],
        });
        const { host, port } = simulator.device('dev');
        const { platform } = transcript;
        const report = await captureFrom(
          { host, port },
          {
            platform,
            credentials,
            limits: { idleMs: 30_000, sessionMs: 90_000 },
          },
        );
        if (transcript.failure !== undefined)
          return t.is(report.kind === 'failed' ? report.error.code : 'captured', transcript.failure.code);
        if (report.kind === 'failed') return t.fail(`${report.error.code}: ${report.error.message}`);
        t.is(report.capture.text, transcript.configuration.text);
        const capture = { device: 'dev', ...report.capture };
        if (transcript.facts !== undefined) t.deepEqual(report.capture.facts, transcript.facts);
        const { volatile } = transcript.configuration;
        if (volatile !== undefined) {
          const stored = transcript.configuration.text.split('\n').filter((line) => !volatile.includes(line));
          t.is(cleanVolatile(report.capture.text, report.capture.platform), joinLines(stored));
        }
        t.deepEqual(checkCapture(capture, { serial: null, hostname: null }), { kind: 'accept' });
      });
    });
  }
}
