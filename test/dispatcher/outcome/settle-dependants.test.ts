import test from 'ava';
import { acknowledge, queuedTasks, recordOutcome, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

interface TaskRow {
  readonly id: string;
  readonly outcome: string | null;
  readonly coalesced_into: string | null;
  readonly commit: string | null;
  readonly published: boolean;
}

async function taskOf({ query }: TestSystem, job: string): Promise<TaskRow | undefined> {
  const [row] = await query<TaskRow>(
    'select id, outcome, coalesced_into, commit, published_at is not null as published from task where job_id = ?',
    [job],
  );
  return row;
}

/** A task that is queued, and another of the same device that depends on it. */
async function startCollision(system: TestSystem): Promise<{ winner: TaskRow; dependant: TaskRow }> {
  await seedDevices(system, 1);
  await system.request({ v: 1, id: 'first', all: true });
  const winner = await until('the first task', async () => {
    const row = await taskOf(system, 'first');
    return row?.published && row;
  });
  await system.request({ v: 1, id: 'second', all: true });
  const dependant = await until('the dependant', async () => {
    const row = await taskOf(system, 'second');
    return row?.coalesced_into ? row : undefined;
  });
  return { winner, dependant };
}

const HOUR = 3_600_000;

test('a second task of a device depends on the queued one, and shares the result of a later session', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const { winner, dependant } = await startCollision(system);
  t.is(dependant.coalesced_into, winner.id);
  t.like((await system.call('job.tasks', { id: 'second' })).tasks[0], {
    state: 'waiting',
    coalescedInto: winner.id,
  });
  await recordOutcome(system, winner.id, 'changed', new Date(Date.now() + HOUR));
  const job = await until('the end', async () => {
    const shown = await system.call('job.show', { id: 'second' });
    return shown.finishedAt !== null && shown;
  });
  t.is(job.status, 'COMPLETED_SUCCESS');
  t.like(await taskOf(system, 'second'), { outcome: 'coalesced', commit: 'a'.repeat(40) });
  const [shared] = await system.query<{ sent: number }>(
    `select republished as sent from task where job_id = 'second' and published_at is null`,
  );
  t.deepEqual(shared, { sent: 0 });
});

test('a session that began before the dependant was requested does not serve it: it gets its own', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const { winner, dependant } = await startCollision(system);
  await recordOutcome(system, winner.id, 'unchanged', new Date(Date.now() - HOUR));
  await until('the winner closed', async () => (await system.call('job.show', { id: 'first' })).finishedAt);
  t.like(await taskOf(system, 'second'), { outcome: null, published: false });
  await acknowledge(system, 'dev-00001');
  await until('a task of its own', async () => (await taskOf(system, 'second'))?.published);
  t.deepEqual([...(await queuedTasks(system))], [['dev-00001', dependant.id]]);
});

test('a winner that failed does not serve its dependant', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const { winner, dependant } = await startCollision(system);
  await recordOutcome(system, winner.id, 'failed', new Date(Date.now() + HOUR));
  await acknowledge(system, 'dev-00001');
  await until('a task of its own', async () => (await taskOf(system, 'second'))?.published);
  t.deepEqual([...(await queuedTasks(system))], [['dev-00001', dependant.id]]);
});

test('the lanes of a device do not collide', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await seedDevices(system, 1);
  await system.request({ v: 1, id: 'slow', all: true });
  await system.request({ v: 1, id: 'fast', all: true, lane: 'urgent' });
  await until('both', async () => {
    const [slow, fast] = [await taskOf(system, 'slow'), await taskOf(system, 'fast')];
    return slow?.published && fast?.published;
  });
  const manager = await system.connection.jetstreamManager();
  t.is((await manager.streams.info('NETRAVEN_TASKS')).state.messages, 2);
});

test('a task that finds a foreign message on its subject waits, and goes out when it is gone', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  await system.connection.jetstream().publish('netraven.tasks.default.bulk.dev-00001', 'not a task');
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'patient', all: true });
  await until('the collision', async () => (await taskOf(system, 'patient'))?.coalesced_into !== null);
  await acknowledge(system, 'dev-00001');
  const row = await until('the task', async () => {
    const found = await taskOf(system, 'patient');
    return found?.published && found;
  });
  t.deepEqual([...(await queuedTasks(system))], [['dev-00001', row.id]]);
});
