import { setTimeout as delay } from 'node:timers/promises';
import type { ErrorCode } from '@netraven/common';
import { defaultLimits } from '@netraven/common/config';
import { streamNames } from '@netraven/common/jetstream';
import {
  compareFences,
  type Result,
  type Snapshot,
  type Task,
  unpackContent,
} from '@netraven/common/message';
import { type ChaosKind, type SimulatedDevice, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { makeTask, type TaskChanges } from '../helpers/make-task.ts';
import { startTestSite, type TestSite, testBuckets } from '../helpers/start-site.ts';

// One at a time: a dozen servers, simulators and executors at once would be slower than what they wait for.

async function taskFor(
  site: TestSite,
  device: SimulatedDevice,
  changes: Omit<TaskChanges, 'device'> = {},
): Promise<Task> {
  const { name, host, port, platform, username, password, enable } = device;
  const sealed = await site.seal({ password, ...(enable ? { enable } : {}) });
  return makeTask({
    credentials: [{ name: 'ops', username, sealed }],
    ...changes,
    device: { name, host, port, platform },
  });
}

function textOf(snapshot: Snapshot): string {
  if (snapshot.content.kind !== 'inline') throw new Error('expected an inline content');
  return unpackContent(Buffer.from(snapshot.content.data, 'base64'), snapshot.hash).text;
}

async function settled(site: TestSite): Promise<void> {
  while ((await site.countMessages(streamNames.tasks)) > 0) await delay(20);
}

const summary = ({ task, outcome, attempt, error }: Result) => ({
  task,
  outcome,
  attempt,
  code: error?.code ?? null,
});

test.serial(
  'a changed configuration becomes a snapshot without its secrets, and an unchanged one stops here',
  async (t) => {
    await using site = await startTestSite();
    await using simulator = await startSimulator({ count: 1, platforms: ['cisco_ios'] });
    const [device] = simulator.devices;
    if (!device) return t.fail('no device');
    await site.startExecutor();

    await site.publishTask(await taskFor(site, device, { id: 'a-1', job: 'a' }));
    const first = await site.nextResult();
    t.deepEqual(summary(first), { task: 'a-1', outcome: 'captured', attempt: 1, code: null });
    t.is(first.hostKey?.fingerprint.startsWith('SHA256:'), true);
    const snapshot = await site.nextSnapshot();
    t.is(snapshot.capture, `a-1.${snapshot.fence}`);
    t.is(first.capture, snapshot.capture);
    const text = textOf(snapshot);
    t.regex(text, /^hostname /m);
    t.regex(text, /<secret:/);
    for (const secret of device.secrets()) {
      t.false(text.includes(secret.value), `${secret.name} is in the snapshot`);
      t.false(JSON.stringify(first).includes(secret.value), `${secret.name} is in the result`);
    }

    await settled(site);
    await site.publishTask(await taskFor(site, device, { id: 'b-1', job: 'b' }));
    t.deepEqual(summary(await site.nextResult()), {
      task: 'b-1',
      outcome: 'unchanged',
      attempt: 1,
      code: null,
    });
    t.is(await site.countMessages(streamNames.snapshots), 0);

    device.change();
    await settled(site);
    await site.publishTask(await taskFor(site, device, { id: 'c-1', job: 'c' }));
    t.is((await site.nextResult()).outcome, 'captured');
    const second = await site.nextSnapshot();
    t.is(second.diff.base, snapshot.hash);
    t.true(second.diff.added + second.diff.removed > 0);
    t.true(compareFences(second.fence, snapshot.fence) > 0);
    await settled(site);
    t.is(await site.countMessages(streamNames.outbox('ams')), 0, 'everything reached the hub');
  },
);

test.serial('a head that git does not confirm is published again', async (t) => {
  await using site = await startTestSite();
  await using simulator = await startSimulator({ count: 1, platforms: ['arista_eos'] });
  const [device] = simulator.devices;
  if (!device) return t.fail('no device');
  await site.startExecutor();
  await site.publishTask(await taskFor(site, device, { id: 'a-1', job: 'a' }));
  const snapshot = await site.nextSnapshot();
  await settled(site);
  const known = { fence: snapshot.fence, hash: 'f'.repeat(64), bytes: snapshot.bytes, sealedTo: null };
  await site.publishTask(await taskFor(site, device, { id: 'b-1', job: 'b', known }));
  const again = await site.nextSnapshot();
  t.is(again.hash, snapshot.hash);
  t.is(again.diff.base, null, 'the unconfirmed head is as if missing');
});

test.serial(
  'a finished task that is delivered again is answered from the ledger, without a session',
  async (t) => {
    await using site = await startTestSite();
    await using simulator = await startSimulator({ count: 1, platforms: ['cisco_ios'] });
    const [device] = simulator.devices;
    if (!device) return t.fail('no device');
    await site.startExecutor();
    const task = await taskFor(site, device, { id: 'a-1', job: 'a' });
    await site.publishTask(task);
    await site.nextSnapshot();
    await settled(site);
    const { connections } = device.counts;

    const hub = site.connection.jetstream();
    await hub.publish(`netraven.tasks.ams.bulk.${device.name}`, JSON.stringify(task));
    await settled(site);
    t.is(device.counts.connections, connections);
    t.is(await site.countMessages(streamNames.snapshots), 0);
  },
);

test.serial('what may pass is tried again up to the limit, and every attempt is on record', async (t) => {
  await using site = await startTestSite();
  await site.startExecutor();
  const sealed = await site.seal({ password: 'irrelevant' });
  await site.publishTask(
    makeTask({
      credentials: [{ name: 'ops', username: 'ops', sealed }],
      device: { port: 1 },
      maxAttempts: 2,
    }),
  );
  const results = [await site.nextResult(), await site.nextResult()];
  t.deepEqual(results.map(summary), [
    { task: 'job-1', outcome: 'retry', attempt: 1, code: 'NETRAVEN_CONNECT_REFUSED' },
    { task: 'job-1', outcome: 'failed', attempt: 2, code: 'NETRAVEN_CONNECT_REFUSED' },
  ]);
  await settled(site);
});

/** Long enough that only a device that is silent for good is taken for one. */
const SILENCE_MS = 8000;
const badDevices: readonly { chaos: ChaosKind; code: ErrorCode; idleMs?: number }[] = [
  { chaos: 'auth-fail', code: 'NETRAVEN_AUTH_FAILED' },
  { chaos: 'refuse-command', code: 'NETRAVEN_CAPTURE_REFUSED' },
  { chaos: 'drop', code: 'NETRAVEN_SESSION_DROPPED' },
  { chaos: 'never-prompt', code: 'NETRAVEN_SESSION_NO_PROMPT', idleMs: SILENCE_MS },
  { chaos: 'stall', code: 'NETRAVEN_SESSION_IDLE', idleMs: SILENCE_MS },
];
test.serial(
  'each way in which a session fails is an outcome of its own, and nothing is stored',
  async (t) => {
    await using site = await startTestSite();
    await using simulator = await startSimulator({
      devices: badDevices.map(({ chaos }) => ({ platform: 'cisco_ios', name: chaos, chaos: [chaos] })),
    });
    await site.startExecutor({ sessions: badDevices.length + 1 });
    for (const { chaos, idleMs = defaultLimits.idleMs } of badDevices) {
      const limits = { ...defaultLimits, idleMs };
      const changes = { id: `${chaos}-1`, job: chaos, maxAttempts: 1, limits };
      await site.publishTask(await taskFor(site, simulator.device(chaos), changes));
    }
    const results: Result[] = [];
    while (results.length < badDevices.length) results.push(await site.nextResult());
    t.deepEqual(
      Object.fromEntries(results.map((result) => [result.job, summary(result)])),
      Object.fromEntries(
        badDevices.map(({ chaos, code }) => [
          chaos,
          { task: `${chaos}-1`, outcome: 'failed', attempt: 1, code },
        ]),
      ),
    );
    t.true(results.every(({ error }) => error?.hint));
    await settled(site);
    t.is(await site.countMessages(streamNames.snapshots), 0);
    t.is(simulator.stats().live, 0, 'every connection is closed');
  },
);

test.serial('a configuration without its end marker is quarantined after the last attempt', async (t) => {
  await using site = await startTestSite();
  await using simulator = await startSimulator({
    devices: [{ platform: 'cisco_ios', name: 'cut', chaos: ['truncated'] }],
  });
  await site.startExecutor();
  await site.publishTask(await taskFor(site, simulator.device('cut'), { maxAttempts: 2 }));
  t.is((await site.nextResult()).outcome, 'retry');
  const result = await site.nextResult();
  t.deepEqual(summary(result), {
    task: 'job-1',
    outcome: 'quarantined',
    attempt: 2,
    code: 'NETRAVEN_CAPTURE_TRUNCATED',
  });
  t.truthy(result.quarantine?.text);
  t.is(await site.countMessages(streamNames.snapshots), 0);
});

test.serial(
  'a task without a credential, with one sealed to another site, and of an unknown platform each says so',
  async (t) => {
    await using site = await startTestSite();
    await using other = await startTestSite();
    await site.startExecutor();
    const sealed = await site.seal({ password: 'p' });
    const foreign = await other.seal({ password: 'p' });
    const credential = (text: string) => [{ name: 'ops', username: 'ops', sealed: text }];
    await site.publishTask(makeTask({ id: 'a-1', device: { name: 'a' } }));
    await site.publishTask(makeTask({ id: 'b-2', device: { name: 'b' }, credentials: credential(foreign) }));
    await site.publishTask(
      makeTask({
        id: 'c-3',
        device: { name: 'c', platform: 'abacus', port: 2 },
        credentials: credential(sealed),
      }),
    );
    const results = [await site.nextResult(), await site.nextResult(), await site.nextResult()];
    t.deepEqual(Object.fromEntries(results.map(({ device, error }) => [device.name, error?.code])), {
      a: 'NETRAVEN_TASK_NO_CREDENTIAL',
      b: 'NETRAVEN_TASK_CREDENTIAL_SEALED',
      c: 'NETRAVEN_TASK_PLATFORM_UNKNOWN',
    });
  },
);

test.serial('a task that cannot be read is refused with a reason and never comes again', async (t) => {
  await using site = await startTestSite();
  const events = site.connection.subscribe('netraven.events.ams.message.refused', { max: 1 });
  await site.startExecutor();
  await site.connection.jetstream().publish('netraven.tasks.ams.bulk.r1', '{"v":1,"id":"x/y"}');
  for await (const event of events) {
    const { data } = event.json<{ data: { reason: string } }>();
    t.regex(data.reason, /^task: id: .*got "x\/y"/);
  }
  await settled(site);
});

test.serial('a session that is stopped is handed back untouched and runs again elsewhere', async (t) => {
  await using site = await startTestSite();
  await using simulator = await startSimulator({
    devices: [{ platform: 'cisco_ios', name: 'slow', chaos: ['stall'] }],
  });
  const device = simulator.device('slow');
  const executor = await site.startExecutor();
  await site.publishTask(await taskFor(site, device));
  while (device.counts.shells === 0) await delay(20);
  await executor.stop();
  t.is(device.counts.live, 0);
  const leases = await site.connection.jetstream().views.kv(testBuckets.lease);
  for await (const key of await leases.keys()) t.fail(`the lease of ${key} is not released`);
  t.is(await site.countMessages(streamNames.tasks), 1);

  device.setChaos([]);
  await site.startExecutor();
  const result = await site.nextResult();
  t.deepEqual(summary(result), { task: 'job-1', outcome: 'captured', attempt: 1, code: null });
});
