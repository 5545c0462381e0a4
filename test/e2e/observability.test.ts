import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from '@netraven/cli/embedded';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { enrolDevices } from '../helpers/enrol-devices.ts';
import { findSecrets } from '../helpers/find-secrets.ts';
import { startInstance } from '../helpers/start-instance.ts';
import { type ReceivedSpan, startOtlpReceiver } from '../helpers/start-otlp-receiver.ts';

const LOGIN = { username: 'netops', password: 'trace-login-4711', enable: 'trace-enable-0815' };

/** `service: name (service: parent)`, sorted, each once. */
function familyTree(spans: readonly ReceivedSpan[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const shortOf = ({ service, name }: ReceivedSpan) => `${service.replace('netraven-', '')}: ${name}`;
  const lines = spans.map((span) => {
    const parent = byId.get(span.parentSpanId ?? '');
    return `${shortOf(span)} < ${parent ? shortOf(parent) : '-'}`;
  });
  return [...new Set(lines)].sort();
}

test('one trace and the metrics follow a task through all three services, and hold no secret', async (t) => {
  await using receiver = await startOtlpReceiver();
  const port = await findFreePort();
  await using simulator = await startSimulator({ count: 1, platforms: ['cisco_ios'], size: 0.1, ...LOGIN });
  await using instance = await startInstance(
    [],
    `telemetry:\n  endpoint: ${receiver.url}\nmetrics:\n  listen: 127.0.0.1:${port}\n`,
  );
  await enrolDevices(instance, simulator.devices, LOGIN);
  const { job } = await instance.json<{ job: string }>(['backup', '--all']);
  const ends = ['commit snapshot', 'record result', 'logout', 'publish task'];
  await receiver.until((spans) => ends.every((end) => spans.some(({ name }) => name === end)), 60_000);
  await receiver.until((spans) => spans.some(({ name }) => name === 'task'), 60_000);

  const traces = new Set(receiver.spans.map(({ traceId }) => traceId));
  t.is(traces.size, 1);
  t.deepEqual(familyTree(receiver.spans), [
    'dispatcher: expand job < dispatcher: job request',
    'dispatcher: job request < -',
    'dispatcher: publish task < dispatcher: expand job',
    'executor: auth < executor: session',
    'executor: command < executor: session',
    'executor: connect < executor: session',
    'executor: logout < executor: session',
    'executor: prompt < executor: session',
    'executor: record result < executor: task',
    'executor: redact and diff < executor: task',
    'executor: session < executor: task',
    'executor: store in outbox < executor: task',
    'executor: task < dispatcher: publish task',
    'git-writer: commit snapshot < executor: task',
  ]);
  for (const { name, startTimeUnixNano, endTimeUnixNano, status } of receiver.spans) {
    t.true(endTimeUnixNano >= startTimeUnixNano, name);
    t.not(status.code, 2, `${name} ended without an error`);
  }

  const secrets = [
    LOGIN.password,
    LOGIN.enable,
    ...simulator.devices.flatMap((device) => device.secrets().map(({ value }) => value)),
  ];
  t.true(secrets.length > 2);
  t.deepEqual(findSecrets({ traces: receiver.bodies.join('\n') }, secrets), []);

  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const sampleOf = (name: string) => metrics.split('\n').find((line) => line.startsWith(name));
  const executor = 'process="executor-1",site="default"';
  t.is(
    sampleOf('netraven_tasks_total'),
    'netraven_tasks_total{process="git-writer",site="default",outcome="changed",code=""} 1',
  );
  t.is(
    sampleOf('netraven_attempts_total'),
    `netraven_attempts_total{${executor},result="captured",code=""} 1`,
  );
  t.is(
    sampleOf('netraven_session_seconds_count'),
    `netraven_session_seconds_count{${executor},result="captured"} 1`,
  );
  for (const phase of ['connect', 'auth', 'prompt', 'command', 'logout']) {
    t.truthy(sampleOf(`netraven_session_phase_seconds_count{${executor},phase="${phase}"}`), phase);
  }
  t.deepEqual(findSecrets({ metrics }, [...secrets, ...simulator.devices.map(({ name }) => name)]), []);
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  t.is(ready.status, 200, await ready.text());

  const log = await readFile(join(instance.dir, 'log', 'dispatcher.log'), 'utf8');
  const accepted = log.split('\n').find((line) => line.includes('job accepted'));
  const [trace] = traces;
  t.like(JSON.parse(accepted ?? '{}'), { job, trace_id: trace });
});
