import test from 'ava';
import { cancelJob } from '../../../packages/dispatcher/src/outcome/cancel-job.ts';
import { acknowledge, queuedTasks, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

function watchOrders({ connection }: TestSystem): string[] {
  const orders: string[] = [];
  connection.subscribe('netraven.control.default.cancel', {
    callback: (_error, message) => orders.push(message.string()),
  });
  return orders;
}

async function publishedTasks({ query }: TestSystem, job: string, count: number): Promise<string[]> {
  return until(`${count} tasks of ${job}`, async () => {
    const rows = await query<{ id: string }>(
      'select id from task where job_id = ? and published_at is not null order by device_name',
      [job],
    );
    return rows.length === count && rows.map((row) => row.id);
  });
}

async function finished(system: TestSystem, job: string) {
  return until(`the end of ${job}`, async () => {
    const shown = await system.call('job.show', { id: job });
    return shown.finishedAt !== null && shown;
  });
}

test('cancelling withdraws what is queued, stops what runs, and closes the job', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 3);
  const orders = watchOrders(system);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'regret', all: true });
  const tasks = await publishedTasks(system, 'regret', 3);
  t.deepEqual(await system.call('job.cancel', { id: 'regret' }), { cancelled: 3 });
  const job = await finished(system, 'regret');
  t.is(job.status, 'CANCELLED');
  t.deepEqual(job.outcomes, { cancelled: 3 });
  await until('the orders', async () => orders.length === 3);
  t.deepEqual(
    orders.toSorted(),
    tasks.map((task) => JSON.stringify({ v: 1, task })),
  );
  t.deepEqual([...(await queuedTasks(system))], []);
  t.deepEqual(await system.call('job.cancel', { id: 'regret' }), { cancelled: 0 });
});

test('a captured task is left to the git-writer, and closes the cancelled job', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'late', all: true });
  const [captured = ''] = await publishedTasks(system, 'late', 2);
  await system.query('update task set captured_at = now() where id = ?', [captured]);
  t.deepEqual(await system.call('job.cancel', { id: 'late' }), { cancelled: 1 });
  t.is((await system.call('job.show', { id: 'late' })).status, 'RUNNING');
  await system.query(`update task set outcome = 'changed', finished_at = now() where id = ?`, [captured]);
  const job = await finished(system, 'late');
  t.is(job.status, 'CANCELLED');
  t.deepEqual(job.outcomes, { cancelled: 1, changed: 1 });
});

test('a cancelled task that another depends on keeps its message, and its session serves the other', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  const orders = watchOrders(system);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'first', all: true });
  const [winner = ''] = await publishedTasks(system, 'first', 1);
  await system.request({ v: 1, id: 'second', all: true });
  await until('the dependant', async () => {
    const rows = await system.query('select 1 from task where coalesced_into = ?', [winner]);
    return rows.length === 1;
  });
  await system.call('job.cancel', { id: 'first' });
  t.is((await finished(system, 'first')).status, 'CANCELLED');
  t.deepEqual([...(await queuedTasks(system))], [['dev-00001', winner]]);
  // What the recorder keeps of a session whose task was cancelled: facts, but no outcome.
  await system.query(
    `update task set started_at = now() + interval '1 hour', fence = '1-100-1', executor = 'ex-1' where id = ?`,
    [winner],
  );
  await acknowledge(system, 'dev-00001');
  t.like(await finished(system, 'second'), {
    status: 'COMPLETED_SUCCESS',
    outcomes: { coalesced: 1 },
  });
  t.deepEqual(orders, []);
  t.deepEqual([...(await queuedTasks(system))], []);
});

test('a job cancelled before it is expanded gets no tasks', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await system.query(
    `insert into job (id, status, lane, selection, requested_at) values ('early', 'PENDING', 'bulk', '{"all":true}', now())`,
  );
  t.is(await cancelJob(await system.openDispatcher(), 'early'), 0);
  await using _dispatcher = await system.startDispatcher();
  t.like(await finished(system, 'early'), { status: 'CANCELLED', tasks: 0, outcomes: {} });
});

test('a dispatcher that dies after cancelling leaves the withdrawal to another', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  const first = await system.startDispatcher();
  await system.request({ v: 1, id: 'half', all: true });
  await publishedTasks(system, 'half', 2);
  await first[Symbol.asyncDispose]();
  t.is(await cancelJob(await system.openDispatcher(), 'half'), 2);
  t.is((await queuedTasks(system)).size, 2);
  await using _other = await system.startDispatcher();
  await until('an empty queue', async () => (await queuedTasks(system)).size === 0);
  t.is((await finished(system, 'half')).status, 'CANCELLED');
});

test('a job that nobody knows cannot be cancelled', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await t.throwsAsync(system.call('job.cancel', { id: 'unknown' }), {
    code: 'NETRAVEN_NOT_FOUND',
    message: 'job unknown does not exist',
  });
});
