import { NetravenError } from '@netraven/common';
import { unpackContent } from '@netraven/common/message';
import { generateIdentity } from '@netraven/common/seal';
import test from 'ava';
import { openThreadPool } from '../../../packages/executor/src/thread/thread-pool.ts';
import { showKinds } from '../redaction/helpers/redact.ts';
import { makeCaptureInput } from './helpers/make-capture-input.ts';

test('captures are processed in threads, and their memory moves there', async (t) => {
  await using pool = openThreadPool({ threads: 2 });
  const inputs = Array.from({ length: 20 }, (_, index) =>
    makeCaptureInput(`hostname r${index}\nenable secret 5 $1$abcd$efghijkl\nend\n`),
  );
  const results = await Promise.all(inputs.map((input) => pool.process(input)));
  for (const [index, result] of results.entries()) {
    const { text } = unpackContent(result.content ?? Buffer.alloc(0), result.hash);
    t.is(showKinds(text), `hostname r${index}\nenable secret 5 {secret}\nend\n`);
    t.is(inputs[index]?.text.byteLength, 0, 'the text has left this thread');
  }
});

test('an error comes back with its code, and the thread works on', async (t) => {
  await using pool = openThreadPool({ threads: 1 });
  const error = await t.throwsAsync(pool.process(makeCaptureInput('a\n', { recipients: ['age1nonsense'] })));
  t.true(error instanceof NetravenError);
  t.like(error, { code: 'NETRAVEN_CONFIG_INVALID', retryable: false });
  t.is((await pool.process(makeCaptureInput('a\n'))).lines, 1);
});

test('a defect is reported without the text it met', async (t) => {
  await using pool = openThreadPool({ threads: 1 });
  const rules = [{ kind: 'x', pattern: '(?<secret>hunter22', source: 'test' }];
  const error = await t.throwsAsync(
    pool.process(makeCaptureInput('password hunter22\n', { rules: JSON.stringify(rules) })),
  );
  t.like(error, { code: 'NETRAVEN_REDACT_FAILED' });
  t.is(error?.message, 'r1: the capture could not be processed (SyntaxError)');
});

test('an aborted capture stops, also in mid-work, and the pool goes on with a new thread', async (t) => {
  await using pool = openThreadPool({ threads: 1 });
  const controller = new AbortController();
  // Some seconds of work for one thread, so that it is running when it is stopped.
  const long = pool.process(makeCaptureInput('key "key 1 password '.repeat(500_000)), controller.signal);
  const queued = pool.process(makeCaptureInput('b\n'));
  setImmediate(() => controller.abort());
  t.like(await t.throwsAsync(long), { code: 'NETRAVEN_TASK_STOPPED', retryable: true });
  t.is((await queued).lines, 1);
});

test('a full queue refuses instead of growing', async (t) => {
  await using pool = openThreadPool({ threads: 1, maxQueue: 1 });
  const runs = Array.from({ length: 4 }, () =>
    pool.process(makeCaptureInput('key 1 password '.repeat(20_000))),
  );
  const settled = await Promise.allSettled(runs);
  const refused = settled.filter((one) => one.status === 'rejected').map((one) => one.reason);
  t.true(refused.length > 0);
  t.like(refused[0], { code: 'NETRAVEN_THREADS_BUSY', retryable: true });
});

test('closing waits for what runs', async (t) => {
  const pool = openThreadPool({ threads: 1 });
  const { recipient } = await generateIdentity();
  const running = pool.process(makeCaptureInput('hostname r1\n', { recipients: [recipient] }));
  await pool.close();
  t.is((await running).lines, 1);
});

test('a credential that no search may replace stops its capture in the thread, and stands in no error', async (t) => {
  await using pool = openThreadPool({ threads: 1 });
  const credentials = [{ username: 'ops', password: 'hunter22abc' }];
  // A device may print what looks like a token, to have its password stored.
  const error = await t.throwsAsync(
    pool.process(makeCaptureInput('banner <secret:hunter22abc:k1234-0123456789ab>\n', { credentials })),
  );
  t.like(error, {
    code: 'NETRAVEN_REDACT_LEAK',
    message: 'r1: a credential of the device stands in its output',
  });
  t.false(JSON.stringify(error, Object.getOwnPropertyNames(error)).includes('hunter22'));
  const open = await pool.process(makeCaptureInput('banner <secret: hunter22abc\n', { credentials }));
  t.is(open.redaction.leakCount, 1, 'what only begins like a token hides nothing');
});
