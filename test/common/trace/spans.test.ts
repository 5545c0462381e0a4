import { openLog } from '@netraven/common';
import { addSpan, beginSpan, isTracing, openTelemetry } from '@netraven/common/trace';
import test from 'ava';
import { startOtlpReceiver } from '../../helpers/start-otlp-receiver.ts';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const log = openLog('test', 'silent');
const settings = { endpoint: undefined, sampleRatio: 1, tasksPerJob: 200 };

test.serial('where traces go nowhere a span is its parent, and nothing is loaded', async (t) => {
  await using _off = await openTelemetry({ role: 'executor', telemetry: settings, log, environment: {} });
  t.false(isTracing());
  const span = beginSpan({ name: 'task', kind: 'consumer', parent: PARENT });
  t.is(span.traceparent, PARENT);
  span.end({ error: 'NETRAVEN_AUTH_FAILED' });
  t.is(addSpan({ name: 'task', kind: 'consumer', parent: null }), null);
});

test.serial('spans arrive with their parent, times, error and service, and long texts are cut', async (t) => {
  await using receiver = await startOtlpReceiver();
  const telemetry = await openTelemetry({
    role: 'executor',
    telemetry: { ...settings, endpoint: `${receiver.url}/` },
    log,
  });
  const span = beginSpan({ name: 'task', kind: 'consumer', parent: PARENT, startMs: 1_700_000_000_000 });
  span.end({
    endMs: 1_700_000_000_250,
    error: 'NETRAVEN_AUTH_FAILED',
    attributes: { long: 'x'.repeat(999) },
  });
  await telemetry[Symbol.asyncDispose]();
  const [sent] = receiver.spans;
  t.like(sent, {
    service: 'netraven-executor',
    name: 'task',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: 'b7ad6b7169203331',
    startTimeUnixNano: 1_700_000_000_000_000_000n,
    endTimeUnixNano: 1_700_000_000_250_000_000n,
    status: { code: 2, message: 'NETRAVEN_AUTH_FAILED' },
  });
  t.is(span.traceparent, `00-0af7651916cd43dd8448eb211c80319c-${sent?.spanId}-01`);
  t.is(String(sent?.attributes.find(({ key }) => key === 'long')?.value).length, 256);
  t.is(sent?.attributes.find(({ key }) => key === 'error.type')?.value, 'NETRAVEN_AUTH_FAILED');
});

test.serial('what the requester does not want recorded is not, and goes on under the same ids', async (t) => {
  await using receiver = await startOtlpReceiver();
  const telemetry = await openTelemetry({
    role: 'executor',
    telemetry: { ...settings, endpoint: receiver.url },
    log,
  });
  const unsampled = `${PARENT.slice(0, -2)}00`;
  t.regex(
    addSpan({ name: 'a', kind: 'internal', parent: unsampled }) ?? '',
    /^00-0af7651916cd43dd8448eb211c80319c-.*-00$/,
  );
  await telemetry[Symbol.asyncDispose]();
  t.deepEqual(receiver.spans, []);
});

test.serial('a collector that is away costs spans and nothing else', async (t) => {
  const telemetry = await openTelemetry({
    role: 'executor',
    telemetry: { ...settings, endpoint: 'http://127.0.0.1:1' },
    log,
  });
  addSpan({ name: 'a', kind: 'internal', parent: null });
  await t.notThrowsAsync(async () => telemetry[Symbol.asyncDispose]());
});
