import test from 'ava';
import {
  buildCommitMessage,
  type CommitFacts,
} from '../../../packages/git-writer/src/commit/commit-message.ts';
import { parseCommitFacts } from '../../../packages/git-writer/src/commit/parse-commit-facts.ts';

const facts: CommitFacts = {
  jobId: 'job-1',
  taskId: 'job-1-7',
  deviceName: 'core1.fra',
  deviceId: 7,
  site: 'fra',
  platform: 'cisco_ios',
  capturedAt: '2026-01-01T00:00:00.000Z',
  capture: 'job-1-7.1-1700000000000-3',
  fence: '1-1700000000000-3',
  change: 'secret-only',
  sealedTo: null,
};

test('what a commit message says can be read back', (t) => {
  t.deepEqual(parseCommitFacts(buildCommitMessage(facts, 3, 1)), facts);
});

test('no value can add a line, and so no trailer, of its own', (t) => {
  const message = buildCommitMessage(
    { ...facts, platform: 'ios\r\nCapture-Id: forged\u0000\u2028Device: forged\u0085x' },
    0,
    0,
  );
  t.is(message.split('\n').length, 13);
  t.is(parseCommitFacts(message)?.capture, facts.capture);
  t.is(parseCommitFacts(message)?.platform, 'ios Capture-Id: forged Device: forged x');
});

test('a commit of another hand says nothing', (t) => {
  t.is(parseCommitFacts('Revert "core1: +3 -1 lines"\n\nThis reverts commit 0123.\n'), undefined);
  t.is(parseCommitFacts(''), undefined);
});
