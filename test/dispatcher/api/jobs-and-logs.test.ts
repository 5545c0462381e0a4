import test from 'ava';
import { recordOutcome, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

test('tasks of a job are given by device, by page and by outcome, with code and hint', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 3);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'trio', all: true, requestedBy: 'cron', reason: 'nightly' });
  const rows = await until('three tasks', async () => {
    const found = await system.query<{ id: string }>(
      'select id from task where published_at is not null order by device_name',
    );
    return found.length === 3 && found;
  });
  const [first, second] = rows;
  await recordOutcome(system, first?.id ?? '', 'changed', new Date());
  await system.query(
    `update task set outcome = 'failed', error_code = 'NETRAVEN_AUTH_FAILED', error_message = 'refused',
       error_hint = 'check', attempts = 2, started_at = '2026-01-01T00:00:00Z', finished_at = '2026-01-01T00:00:02.5Z'
     where id = ?`,
    [second?.id ?? ''],
  );
  const page = await system.call('job.tasks', { id: 'trio', limit: 2 });
  t.is(page.next, 'dev-00002');
  t.deepEqual(page.tasks[1], {
    id: second?.id ?? '',
    device: 'dev-00002',
    site: 'default',
    state: 'failed',
    outcome: 'failed',
    attempts: 2,
    code: 'NETRAVEN_AUTH_FAILED',
    message: 'refused',
    hint: 'check',
    commit: null,
    coalescedInto: null,
    retries: [],
    executor: null,
    startedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: '2026-01-01T00:00:02.500Z',
    durationMs: 2500,
  });
  const rest = await system.call('job.tasks', { id: 'trio', after: 'dev-00002' });
  t.deepEqual(
    [rest.tasks.map(({ device, state }) => `${device} ${state}`), rest.next],
    [['dev-00003 queued'], null],
  );
  const failed = await system.call('job.tasks', { id: 'trio', outcomes: ['failed'] });
  t.deepEqual(
    failed.tasks.map(({ device }) => device),
    ['dev-00002'],
  );
  await t.throwsAsync(system.call('job.tasks', { id: 'none' }), { code: 'NETRAVEN_NOT_FOUND' });

  t.like(await system.call('job.show', { id: 'trio' }), {
    status: 'RUNNING',
    requestedBy: 'cron',
    reason: 'nightly',
    tasks: 3,
    outcomes: { changed: 1, failed: 1 },
  });
});

test('jobs are listed newest first, and of one device those it was part of', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await using _dispatcher = await system.startDispatcher();
  for (const [id, devices] of [
    ['one', ['dev-00001']],
    ['two', ['dev-00002']],
    ['three', ['dev-00001', 'dev-00002']],
  ] as const) {
    await system.request({ v: 1, id, devices });
    await until(id, () => system.call('job.show', { id }).catch(() => null));
  }
  await until('tasks', async () => (await system.query('select 1 from task')).length === 4);
  const ids = async (input: object) => (await system.call('job.list', input)).jobs.map(({ id }) => id);
  t.deepEqual(await ids({}), ['three', 'two', 'one']);
  t.deepEqual(await ids({ limit: 1 }), ['three']);
  t.deepEqual(await ids({ device: 'dev-00001' }), ['three', 'one']);
  await t.throwsAsync(system.call('job.list', { device: 'nobody' }), { code: 'NETRAVEN_NOT_FOUND' });
});

test('log lines come in order, the last ones or those after a line already seen', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.query(
    `insert into job (id, status, lane, selection, requested_at, finished_at, expanded_at)
     values ('j', 'COMPLETED_SUCCESS', 'bulk', '{}', now(), now(), now())`,
  );
  for (const [device, message] of [
    ['a', 'first'],
    ['b', 'second'],
    ['a', 'third'],
  ] as const) {
    await system.query(
      `insert into job_log (job_id, task_id, device_name, attempt, seq, at, level, message)
       values ('j', ?, ?, 1, 0, '2200-01-02T03:04:05Z', 'info', ?)`,
      [message, device, message],
    );
  }
  const messages = async (input: object) =>
    (await system.call('log.list', input)).lines.map(({ message }) => message);
  t.deepEqual(await messages({ limit: 2 }), ['second', 'third']);
  t.deepEqual(await messages({ limit: 2, newest: false }), ['first', 'second']);
  t.deepEqual(await messages({ device: 'a', job: 'j' }), ['first', 'third']);
  const { lines } = await system.call('log.list', {});
  t.deepEqual(await messages({ after: lines[0]?.id, newest: false }), ['second', 'third']);
  t.deepEqual(lines[0], {
    id: lines[0]?.id ?? 0,
    at: '2200-01-02T03:04:05.000Z',
    level: 'info',
    job: 'j',
    device: 'a',
    message: 'first',
  });
  await system.query(
    `insert into connection_log (job_id, task_id, device_name, attempt, at, text)
     values ('j', 't1', 'a', 1, '2200-01-02T03:04:05Z', 'a#'), ('j', 't2', 'b', 1, '2200-01-02T03:04:06Z', 'b#')`,
  );
  t.deepEqual(await system.call('log.connection', { device: 'a', limit: 5 }), {
    sessions: [{ job: 'j', device: 'a', attempt: 1, at: '2200-01-02T03:04:05.000Z', text: 'a#' }],
  });
  for (const call of ['log.list', 'log.connection'] as const) {
    await t.throwsAsync(system.call(call, { device: 'nobody' }), {
      code: 'NETRAVEN_NOT_FOUND',
      message: 'device nobody is not in the inventory',
    });
  }
});

test('status counts what is there and what is open', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'open', all: true });
  await until('tasks', async () => (await system.query('select 1 from task')).length === 2);
  const { now, databaseVersion, ...status } = await system.call('status', {});
  t.true(Math.abs(Date.parse(now) - Date.now()) < 60_000);
  t.regex(databaseVersion, /^\d+/);
  t.deepEqual(status, {
    version: '0.1.0',
    pendingMigrations: 0,
    writerHead: null,
    counts: { devices: 2, openJobs: 1, openTasks: 2, versions: 0, quarantined: 0 },
    concerns: {
      failed: 0,
      neverBackedUp: 2,
      withoutCredential: { devices: 2, example: 'dev-00001' },
      unknownPlatform: { devices: 0, platforms: [] },
    },
    sitesWithoutKey: ['default'],
    recipients: 0,
    databaseTransport: 'local',
  });
});

test('a retry is a new job over the devices that were not backed up, once for one id', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 3);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'first', all: true, lane: 'urgent' });
  await until('tasks', async () => (await system.query('select 1 from task')).length === 3);
  await t.throwsAsync(system.call('job.retry', { id: 'first' }), {
    code: 'NETRAVEN_SELECTION_EMPTY',
    message: 'job first has no device to retry',
  });
  await system.query(
    `update task set finished_at = now(), outcome = case device_name
       when 'dev-00001' then 'unchanged' when 'dev-00002' then 'failed' else 'quarantined' end`,
  );
  const retry = () => system.call('job.retry', { id: 'first', newId: 'second', requestedBy: 'me' });
  t.deepEqual(await retry(), { job: 'second', devices: 2 });
  t.deepEqual(await retry(), { job: 'second', devices: 2 });
  const job = await until('the retry', async () => {
    const shown = await system.call('job.show', { id: 'second' }).catch(() => null);
    return shown?.status === 'RUNNING' && shown;
  });
  t.like(job, { lane: 'urgent', requestedBy: 'me', reason: 'retry of job first', tasks: 2 });
  const { tasks } = await system.call('job.tasks', { id: 'second' });
  t.deepEqual(
    tasks.map(({ device }) => device),
    ['dev-00002', 'dev-00003'],
  );
  await t.throwsAsync(system.call('job.retry', { id: 'none' }), { code: 'NETRAVEN_NOT_FOUND' });
});
