import { ensureHub } from '@netraven/common/jetstream';
import test from 'ava';
import { openLostTasks } from '../../../packages/dispatcher/src/outcome/find-lost.ts';
import { acknowledge, queuedTasks, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

test('a task whose message is gone without a result is published anew, and given up in the end', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 3);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'leaky', all: true });
  const isQueued = (count: number) =>
    until(`${count} tasks`, async () => {
      const rows = await system.query(
        'select 1 from task where published_at is not null and outcome is null',
      );
      return rows.length === count && (await queuedTasks(system)).size === count;
    });
  await isQueued(3);
  const before = await queuedTasks(system);
  await acknowledge(system, 'dev-00001');
  await acknowledge(system, 'dev-00002');
  await system.query(`update task set captured_at = now() where device_name = 'dev-00002'`);

  const lost = openLostTasks(await system.openDispatcher(), [0, 10]);
  t.true(await lost.republish(1000), 'missing for longer than nothing');
  await until('the task again', async () => (await queuedTasks(system)).size === 2);
  t.is((await queuedTasks(system)).get('dev-00001'), before.get('dev-00001'));

  await until('the row', async () => {
    const rows = await system.query(
      `select 1 from task where device_name = 'dev-00001' and published_at is not null`,
    );
    return rows.length === 1;
  });
  const manager = await system.connection.jetstreamManager();
  await manager.streams.purge('NETRAVEN_TASKS', { filter: 'netraven.tasks.default.bulk.dev-00001' });
  t.false(await lost.republish(100_000), 'seen missing for the first time');
  t.false(await lost.republish(200_000), 'given up');
  const { tasks } = await system.call('job.tasks', { id: 'leaky' });
  t.deepEqual(
    tasks.map(({ device, state, code, message }) => ({ device, state, code, message })),
    [
      {
        device: 'dev-00001',
        state: 'failed',
        code: 'NETRAVEN_TASK_WITHDRAWN',
        message: 'dev-00001: the task message was gone each time and no result came',
      },
      { device: 'dev-00002', state: 'captured', code: null, message: null },
      { device: 'dev-00003', state: 'queued', code: null, message: null },
    ],
  );
});

test('tasks whose whole queue was deleted are published anew without waiting', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'swept', all: true });
  await until('two tasks', async () => {
    const rows = await system.query('select 1 from task where published_at is not null');
    return rows.length === 2;
  });
  const before = await queuedTasks(system);
  const lost = openLostTasks(await system.openDispatcher());
  t.false(await lost.republish(1000), 'nothing is lost');

  const manager = await system.connection.jetstreamManager();
  for (const now of [100_000, 200_000, 300_000, 400_000, 500_000]) {
    await manager.streams.delete('NETRAVEN_TASKS');
    await ensureHub(system.connection, ['default'], system.config.streams);
    t.true(await lost.republish(now), 'no message of theirs can come again, however often');
    await until('the tasks again', async () => {
      const rows = await system.query('select 1 from task where published_at is not null');
      return rows.length === 2 && (await queuedTasks(system)).size === 2;
    });
    t.deepEqual(await queuedTasks(system), before);
  }
});

test('a captured task whose queue was deleted is asked for again, and never given up for that', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'halfway', all: true });
  await until('the task', async () => {
    const rows = await system.query('select 1 from task where published_at is not null');
    return rows.length === 1 && (await queuedTasks(system)).size === 1;
  });
  await acknowledge(system, 'dev-00001');
  await system.query('update task set captured_at = now(), started_at = now()');
  const lost = openLostTasks(await system.openDispatcher());
  t.false(await lost.republish(1000), 'its snapshot is on its way');

  const manager = await system.connection.jetstreamManager();
  await manager.streams.delete('NETRAVEN_TASKS');
  await ensureHub(system.connection, ['default'], system.config.streams);
  t.true(await lost.republish(100_000));
  await until('the task again', async () => (await queuedTasks(system)).size === 1);
  const { tasks } = await system.call('job.tasks', { id: 'halfway' });
  t.deepEqual(
    tasks.map(({ state, startedAt }) => [state, startedAt !== null]),
    [['captured', true]],
  );
});

test('a captured task whose message is gone is asked for again, also where the clock of its executor is behind', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'halfway', all: true });
  await until('the task', async () => (await queuedTasks(system)).size === 1);
  await acknowledge(system, 'dev-00001');
  await system.query(`update task set captured_at = published_at - interval '2 hours'`);
  const dispatcher = await system.openDispatcher();
  t.false(await openLostTasks(dispatcher, [0, 0]).republish(), 'its snapshot may be on its way');
  t.true(await openLostTasks(dispatcher, [0, 0], 0).republish());
  await until('the task again', async () => (await queuedTasks(system)).size === 1);
});

test('a capture whose snapshot is nowhere after a day ends as failed; one that waits goes on waiting', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 3);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'stalled', all: true });
  await until('three tasks', async () => {
    const rows = await system.query('select 1 from task where published_at is not null');
    return rows.length === 3;
  });
  await system.connection
    .jetstream()
    .publish('netraven.snapshots.default.dev-00002', 'waits for the git-writer');
  await system.query(
    `update task set captured_at = now() - case device_name when 'dev-00003' then interval '1 hour'
       else interval '25 hours' end`,
  );
  const lost = openLostTasks(await system.openDispatcher(), [60_000]);
  t.false(await lost.republish());
  const { tasks } = await system.call('job.tasks', { id: 'stalled' });
  t.deepEqual(
    tasks.map(({ device, state, code }) => ({ device, state, code })),
    [
      { device: 'dev-00001', state: 'failed', code: 'NETRAVEN_SNAPSHOT_LOST' },
      { device: 'dev-00002', state: 'captured', code: null },
      { device: 'dev-00003', state: 'captured', code: null },
    ],
  );
});
