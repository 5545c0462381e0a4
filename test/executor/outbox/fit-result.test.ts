import type { Result } from '@netraven/common/message';
import test from 'ava';
import { fitResult } from '../../../packages/executor/src/outbox/fit-result.ts';

const result = (changes: Partial<Result>): Result => ({
  v: 1,
  task: 'j-1',
  job: 'j',
  site: 'ams',
  device: { id: 1, name: 'r1' },
  attempt: 1,
  fence: '1-5-1',
  capture: null,
  outcome: 'unchanged',
  error: null,
  executor: 'e',
  credential: null,
  startedAt: '2026-01-02T03:04:05.000Z',
  finishedAt: '2026-01-02T03:04:06.000Z',
  sessionMs: 1,
  log: [],
  connectionLog: 'short',
  facts: null,
  hostKey: null,
  jumpHostKeys: [],
  quarantine: null,
  latestSealed: null,
  latestSealedTo: null,
  ...changes,
});

test('a result that fits is sent as it is', (t) => {
  t.deepEqual(JSON.parse(fitResult(result({}), 1_000_000).toString()), result({}));
});

test('what makes a result too large for the server is left out, and the job log says so', (t) => {
  const large = result({ latestSealed: 'x'.repeat(200_000), latestSealedTo: 'digest' });
  const line = {
    at: large.finishedAt,
    level: 'warn',
    message: 'the newest sealed original is too large to be sent',
  };
  const sent = JSON.parse(fitResult(large, 100_000).toString());
  t.deepEqual(sent, { ...result({}), log: [line] });

  const both = { ...large, connectionLog: 'y'.repeat(200_000) };
  const least = fitResult(both, 100_000);
  t.true(least.length < 100_000);
  t.like(JSON.parse(least.toString()), { outcome: 'unchanged', connectionLog: null, latestSealed: null });
});
