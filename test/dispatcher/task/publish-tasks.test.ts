import test, { type ExecutionContext } from 'ava';
import type { Dispatcher } from '../../../packages/dispatcher/src/dispatcher.ts';
import { expandJobs } from '../../../packages/dispatcher/src/job/expand-jobs.ts';
import { publishTasks } from '../../../packages/dispatcher/src/task/publish-tasks.ts';
import { crashAfter } from '../helpers/crash-after.ts';
import { queuedTasks, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

/** Expands and publishes until the signal fires. */
function expandAndPublish(dispatcher: Dispatcher, signal: AbortSignal): Promise<unknown> {
  return Promise.all([expandJobs(dispatcher, signal), publishTasks(dispatcher, signal)]);
}

async function addJob({ query }: TestSystem, id: string, selection: object = { all: true }): Promise<void> {
  await query(
    `insert into job (id, status, lane, selection, requested_at) values (?, 'PENDING', 'bulk', ?::jsonb, now())`,
    [id, JSON.stringify(selection)],
  );
}

async function isPublished({ query }: TestSystem, job: string, count: number): Promise<boolean> {
  const [row] = await query<{ count: number }>(
    'select count(*)::int as count from task where job_id = ? and published_at is not null',
    [job],
  );
  return row?.count === count;
}

async function assertOneTaskEach(t: ExecutionContext, system: TestSystem, names: string[]): Promise<void> {
  const rows = await system.query<{ id: string; device_name: string }>(
    'select id, device_name from task order by device_name',
  );
  t.deepEqual(
    rows.map((row) => row.device_name),
    names,
  );
  t.deepEqual(
    [...(await queuedTasks(system))],
    rows.map((row) => [row.device_name, row.id]),
  );
}

test('a dispatcher that dies at any step of a job is carried on by another, with one task per device', async (t) => {
  await using system = await startTestSystem();
  const names = await seedDevices(system, 3);
  const manager = await system.connection.jetstreamManager();
  const other = await system.openDispatcher();
  const mortal = await system.openDispatcher();
  let deaths = 0;
  for (let calls = 0; ; calls++) {
    const job = `job-${calls}`;
    await system.query('delete from job');
    await manager.streams.purge('NETRAVEN_TASKS');
    await addJob(system, job);
    const stop = new AbortController();
    const { dispatcher, died } = crashAfter(mortal, calls);
    const running = expandAndPublish(dispatcher, stop.signal);
    const end = await Promise.race([
      died.then(() => 'died'),
      until(job, () => isPublished(system, job, names.length)).then(() => 'published'),
    ]);
    stop.abort();
    await running;
    const stopOther = new AbortController();
    const going = expandAndPublish(other, stopOther.signal);
    await until(job, () => isPublished(system, job, names.length));
    stopOther.abort();
    await going;
    await assertOneTaskEach(t, system, names);
    if (end === 'published') break;
    deaths += 1;
  }
  t.true(deaths >= 8, `only ${deaths} steps were met`);
});

test('several dispatchers at once publish every task once', async (t) => {
  await using system = await startTestSystem();
  const names = await seedDevices(system, 2500);
  const dispatchers = [
    await system.openDispatcher(),
    await system.openDispatcher(),
    await system.openDispatcher(),
  ];
  await addJob(system, 'shared');
  const stop = new AbortController();
  const running = dispatchers.map((dispatcher) => expandAndPublish(dispatcher, stop.signal));
  await until('all tasks', () => isPublished(system, 'shared', names.length));
  stop.abort();
  await Promise.all(running);
  await assertOneTaskEach(t, system, names);
  const manager = await system.connection.jetstreamManager();
  const { state } = await manager.streams.info('NETRAVEN_TASKS');
  t.is(state.last_seq, names.length);
});

test('a device whose task cannot be built fails by itself, and the others are published', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 4);
  await system.query(`update device set jumps = '{gone}' where name = 'dev-00001'`);
  await system.query(`update device set host = 'not a host' where name = 'dev-00002'`);
  await addJob(system, 'mixed');
  const dispatcher = await system.openDispatcher();
  const stopExpanding = new AbortController();
  const expanding = expandJobs(dispatcher, stopExpanding.signal);
  await until('the tasks', async () => (await system.query('select 1 from task')).length === 4);
  stopExpanding.abort();
  await expanding;
  await system.query(`delete from device where name = 'dev-00003'`);

  await using _dispatcher = await system.startDispatcher();
  await until('all four', async () => {
    const rows = await system.query(
      'select 1 from task where outcome is not null or published_at is not null',
    );
    return rows.length === 4;
  });
  const { tasks } = await system.call('job.tasks', { id: 'mixed' });
  t.deepEqual(
    tasks.map(({ device, state, code, message }) => ({ device, state, code, message })),
    [
      {
        device: 'dev-00001',
        state: 'failed',
        code: 'NETRAVEN_NOT_FOUND',
        message: 'jump host gone of device dev-00001 is not in the inventory',
      },
      {
        device: 'dev-00002',
        state: 'failed',
        code: 'NETRAVEN_MESSAGE_INVALID',
        message:
          'task of device dev-00002: device.host: must be a host name or an IP address, got "not a host"',
      },
      {
        device: 'dev-00003',
        state: 'failed',
        code: 'NETRAVEN_NOT_FOUND',
        message: 'device dev-00003 was removed before its task was published',
      },
      { device: 'dev-00004', state: 'queued', code: null, message: null },
    ],
  );
  const { lines } = await system.call('log.list', { job: 'mixed' });
  t.deepEqual(lines.map(({ device, level }) => `${device} ${level}`).toSorted(), [
    'dev-00001 error',
    'dev-00002 error',
    'dev-00003 error',
  ]);
});
