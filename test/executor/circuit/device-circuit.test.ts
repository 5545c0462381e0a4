import { setTimeout as delay } from 'node:timers/promises';
import { callSite, listCircuits } from '@netraven/common/api';
import { streamNames } from '@netraven/common/jetstream';
import { eventSchema, parseMessage, type Result, type Task } from '@netraven/common/message';
import { type SimulatedDevice, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { makeTask, type TaskChanges } from '../../helpers/make-task.ts';
import { startTestSite, type TestSite, testBuckets } from '../../helpers/start-site.ts';

const circuit = { failures: 2, openMs: 600_000, maxOpenMs: 600_000 };

async function startOneDevice() {
  const stack = new AsyncDisposableStack();
  const site = stack.use(await startTestSite({ circuit }));
  const simulator = stack.use(await startSimulator({ count: 1, platforms: ['cisco_ios'] }));
  const [device] = simulator.devices;
  if (!device) throw new Error('no device');
  const sealed = await site.seal({
    password: device.password,
    ...(device.enable ? { enable: device.enable } : {}),
  });
  const { name, host, port, platform, username } = device;
  let tasks = 0;
  const makeNext = (changes: Omit<TaskChanges, 'device'> = {}) =>
    makeTask({
      id: `j${++tasks}-1`,
      job: `j${tasks}`,
      credentials: [{ name: 'ops', username, sealed }],
      ...changes,
      device: { name, host, port, platform },
    });
  return { stack, site, device, makeNext };
}

/** Runs one task to its end. */
async function run(site: TestSite, task: Task): Promise<string> {
  await site.publishTask(task);
  const result = await site.nextResult();
  while ((await site.countMessages(streamNames.tasks)) > 0) await delay(20);
  return codeOf(result);
}

const codeOf = ({ outcome, error }: Result) => (error === null ? outcome : `${outcome} ${error.code}`);

/** The time of the next try has come. */
async function passTime(site: TestSite, device: SimulatedDevice): Promise<void> {
  const bucket = await site.connection.jetstream().views.kv(testBuckets.circuit, { bindOnly: true });
  const entry = await bucket.get(device.name);
  const value = { ...entry?.json<object>(), openUntil: new Date(Date.now() - 1000).toISOString() };
  await bucket.put(device.name, JSON.stringify(value), { previousSeq: entry?.revision ?? 0 });
}

test('a device that failed too often in a row is left alone at once, without a session, and that is told', async (t) => {
  const { stack, site, device, makeNext } = await startOneDevice();
  await using _ = stack;
  device.setChaos(['auth-fail'], Number.POSITIVE_INFINITY);
  const events = site.connection.subscribe('netraven.events.ams.device.>');
  await site.startExecutor();
  t.is(await run(site, makeNext()), 'failed NETRAVEN_AUTH_FAILED');
  t.deepEqual(await listCircuits(site.connection, 'ams'), []);
  t.is(await run(site, makeNext()), 'failed NETRAVEN_AUTH_FAILED');
  const { connections } = device.counts;

  await site.publishTask(makeNext());
  const { outcome, error, fence } = await site.nextResult();
  const [open] = await listCircuits(site.connection, 'ams');
  t.like(open, { device: device.name, state: 'open', failures: 2, code: 'NETRAVEN_AUTH_FAILED' });
  t.deepEqual(
    [outcome, fence, error],
    [
      'failed',
      null,
      {
        code: 'NETRAVEN_TASK_CIRCUIT_OPEN',
        message: `${device.name}: left alone after 2 failures in a row, the last NETRAVEN_AUTH_FAILED; next try after ${open?.until}`,
        hint: `Mend what NETRAVEN_AUTH_FAILED says, then run "netraven device reset ${device.name}"; or wait for the next try.`,
        retryable: false,
      },
    ],
  );
  t.is(device.counts.connections, connections);

  const told = await events[Symbol.asyncIterator]().next();
  const event = parseMessage('event', eventSchema, told.value?.data ?? '');
  t.like(event, {
    what: 'circuit-opened',
    data: { device: device.name, failures: 2, code: 'NETRAVEN_AUTH_FAILED', until: open?.until, openings: 1 },
  });
});

test('the session that opens the circuit is the last of its task', async (t) => {
  const { stack, site, device, makeNext } = await startOneDevice();
  await using _ = stack;
  device.setChaos(['drop'], Number.POSITIVE_INFINITY);
  await site.startExecutor();
  await site.publishTask(makeNext({ maxAttempts: 5 }));
  const results = [await site.nextResult(), await site.nextResult()];
  t.deepEqual(results.map(codeOf), ['retry NETRAVEN_SESSION_DROPPED', 'failed NETRAVEN_SESSION_DROPPED']);
  t.regex(
    results[1]?.log.map(({ message }) => message).join('\n') ?? '',
    /2 failures in a row: left alone until /,
  );
});

test('exactly one session decides over an open circuit, whatever executors and lanes', async (t) => {
  const { stack, site, device, makeNext } = await startOneDevice();
  await using _ = stack;
  device.setChaos(['auth-fail'], Number.POSITIVE_INFINITY);
  await Promise.all([site.startExecutor(), site.startExecutor()]);
  for (let failed = 0; failed < 2; failed++) await run(site, makeNext());
  await passTime(site, device);
  const { connections } = device.counts;
  await Promise.all([site.publishTask(makeNext()), site.publishTask(makeNext({ lane: 'urgent' }))]);
  const results = [await site.nextResult(), await site.nextResult()];
  t.deepEqual(results.map(codeOf).sort(), [
    'failed NETRAVEN_AUTH_FAILED',
    'failed NETRAVEN_TASK_CIRCUIT_OPEN',
  ]);
  t.is(device.counts.connections, connections + 1);
  t.like((await listCircuits(site.connection, 'ams'))[0], { state: 'open', failures: 3 });
});

test('a probe that succeeds closes the circuit, and a mark that a dead executor left keeps nobody out', async (t) => {
  const { stack, site, device, makeNext } = await startOneDevice();
  await using _ = stack;
  device.setChaos(['auth-fail'], Number.POSITIVE_INFINITY);
  const events = site.connection.subscribe('netraven.events.ams.device.circuit-closed');
  await site.startExecutor();
  for (let failed = 0; failed < 2; failed++) await run(site, makeNext());
  device.setChaos([], 0);
  t.is(await run(site, makeNext()), 'failed NETRAVEN_TASK_CIRCUIT_OPEN');
  await passTime(site, device);
  const bucket = await site.connection.jetstream().views.kv(testBuckets.circuit, { bindOnly: true });
  const entry = await bucket.get(device.name);
  const marked = JSON.stringify({ ...entry?.json<object>(), probe: 'gone-1' });
  await bucket.put(device.name, marked, { previousSeq: entry?.revision ?? 0 });
  t.like((await listCircuits(site.connection, 'ams'))[0], { state: 'half-open' });

  t.is(await run(site, makeNext()), 'captured');
  t.deepEqual(await listCircuits(site.connection, 'ams'), []);
  t.is((await bucket.get(device.name))?.operation, 'DEL');
  t.is((await events[Symbol.asyncIterator]().next()).done, false);
});

test('a probe that comes to no session leaves the decision to the next one', async (t) => {
  const { stack, site, device, makeNext } = await startOneDevice();
  await using _ = stack;
  device.setChaos(['auth-fail'], Number.POSITIVE_INFINITY);
  await site.startExecutor();
  for (let failed = 0; failed < 2; failed++) await run(site, makeNext());
  await passTime(site, device);
  const bucket = await site.connection.jetstream().views.kv(testBuckets.circuit, { bindOnly: true });
  const before = (await bucket.get(device.name))?.json<object>();
  const known = { fence: '9-9999999999999-1', hash: null, bytes: null, sealedTo: null };
  const { connections } = device.counts;
  t.is(await run(site, makeNext({ known, maxAttempts: 1 })), 'failed NETRAVEN_TASK_FENCE_OLD');
  t.deepEqual((await bucket.get(device.name))?.json<object>(), before);
  t.is(device.counts.connections, connections);
  t.is(await run(site, makeNext()), 'failed NETRAVEN_AUTH_FAILED');
});

test('an operator who asks for the device alone and at once is not kept waiting, and a reset lets everybody in', async (t) => {
  const { stack, site, device, makeNext } = await startOneDevice();
  await using _ = stack;
  device.setChaos(['auth-fail'], Number.POSITIVE_INFINITY);
  await site.startExecutor();
  for (let failed = 0; failed < 2; failed++) await run(site, makeNext());
  t.is(await run(site, makeNext({ lane: 'urgent', isProbe: true })), 'failed NETRAVEN_AUTH_FAILED');
  t.is(await run(site, makeNext()), 'failed NETRAVEN_TASK_CIRCUIT_OPEN');
  const reset = () =>
    callSite(site.connection, { site: 'ams', name: 'reset-circuit' }, { device: device.name });
  t.deepEqual(await reset(), { wasOpen: true, failures: 3 });
  t.deepEqual(await reset(), { wasOpen: false, failures: 0 });
  t.is(await run(site, makeNext()), 'failed NETRAVEN_AUTH_FAILED');
});

test('other credentials are another try', async (t) => {
  const { stack, site, device, makeNext } = await startOneDevice();
  await using _ = stack;
  await site.startExecutor();
  const wrong = [{ name: 'ops', username: device.username, sealed: await site.seal({ password: 'wrong' }) }];
  for (let failed = 0; failed < 2; failed++) await run(site, makeNext({ credentials: wrong }));
  t.is(await run(site, makeNext({ credentials: wrong })), 'failed NETRAVEN_TASK_CIRCUIT_OPEN');
  t.is(await run(site, makeNext()), 'captured');
});
