import test from 'ava';
import { recordOutcome, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

test('a job is closed once when its last task has an outcome, and announced', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  const { events } = system.watchEvents('netraven.events.hub.job.done');
  await using _one = await system.startDispatcher();
  await using _two = await system.startDispatcher();
  await system.request({ v: 1, id: 'pair', all: true });
  const tasks = await until('two tasks', async () => {
    const rows = await system.query<{ id: string }>('select id from task where published_at is not null');
    return rows.length === 2 && rows;
  });
  t.like(await system.call('job.show', { id: 'pair' }), { status: 'RUNNING', finishedAt: null });
  const outcomes = ['changed', 'failed'];
  for (const [index, { id }] of tasks.entries()) {
    await recordOutcome(system, id, outcomes[index] ?? '', new Date());
  }
  system.connection.publish(
    'netraven.events.default.task.done',
    JSON.stringify({ v: 1, at: new Date().toISOString(), noun: 'task', what: 'done', data: { job: 'pair' } }),
  );
  const job = await until('the end', async () => {
    const shown = await system.call('job.show', { id: 'pair' });
    return shown.finishedAt !== null && shown;
  });
  t.is(job.status, 'COMPLETED_PARTIAL_FAILURE');
  t.deepEqual(job.outcomes, { changed: 1, failed: 1 });
  await until('the event', async () => events.length > 0);
  t.deepEqual(
    events.map(({ data }) => data),
    [{ job: 'pair', status: 'COMPLETED_PARTIAL_FAILURE', tasks: 2, changed: 1, failed: 1 }],
  );
});

test('a selection that matches nothing is a finished job with a warning for each unknown name', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  const { events } = system.watchEvents('netraven.events.hub.job.done');
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'nothing', devices: ['ghost-1', 'ghost-2'], sites: ['atlantis'] });
  await until('the end', async () => events.length > 0);
  const { requestedAt, finishedAt, ...job } = await system.call('job.show', { id: 'nothing' });
  const warnings = [
    'device ghost-1 is not in the inventory',
    'device ghost-2 is not in the inventory',
    'site atlantis does not exist',
  ];
  t.true(finishedAt !== null && Date.parse(finishedAt) >= Date.parse(requestedAt));
  t.deepEqual(job, {
    id: 'nothing',
    status: 'COMPLETED_NO_DEVICES',
    lane: 'bulk',
    requestedBy: '',
    reason: '',
    tasks: 0,
    outcomes: {},
    warnings,
    schedule: null,
    dueAt: null,
  });
  const { lines } = await system.call('log.list', { job: 'nothing' });
  t.deepEqual(
    lines.map(({ level, message }) => `${level} ${message}`),
    [...warnings, 'the selection matches no device'].map((message) => `warn ${message}`),
  );
});

test('names that match no device do not keep the others from being backed up', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'some', devices: ['dev-00001', 'ghost'] });
  const job = await until('the expanded job', async () => {
    const shown = await system.call('job.show', { id: 'some' }).catch(() => null);
    return shown?.status === 'RUNNING' && shown;
  });
  t.is(job.tasks, 1);
  t.deepEqual(job.warnings, ['device ghost is not in the inventory']);
});
