import test from 'ava';
import { seedDevices } from '../helpers/seed-devices.ts';
import { spawnDispatcher } from '../helpers/spawn-dispatcher.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

/** Below what the messages of the job take together. */
const HEAP_MIB = 64;

test('a job over 10,000 devices is expanded and queued in less memory than its messages take', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 10_000);
  const sealed = `-----BEGIN AGE ENCRYPTED FILE-----\n${'x'.repeat(2500)}\n-----END AGE ENCRYPTED FILE-----\n`;
  await system.query(
    `insert into credential (name, username, sealed, created_at)
     select 'c' || g, 'backup', jsonb_build_object('default', ?::text), now() from generate_series(1, 4) as g`,
    [sealed],
  );
  await system.request({ v: 1, id: 'all', all: true });
  const dispatcher = await spawnDispatcher(t, system, { nodeOptions: [`--max-old-space-size=${HEAP_MIB}`] });
  let hasDied = false;
  void dispatcher.ended.then(() => {
    hasDied = true;
  });
  await until('10,000 tasks', async () => {
    if (hasDied) throw new Error(dispatcher.stderr.slice(-5).join('\n'));
    const [row] = await system.query<{ count: number }>(
      'select count(*)::int as count from task where published_at is not null',
    );
    return row?.count === 10_000;
  });
  const manager = await system.connection.jetstreamManager();
  const { state } = await manager.streams.info('NETRAVEN_TASKS');
  t.is(state.messages, 10_000);
  t.is(state.last_seq, 10_000);
  t.true(state.bytes > 1.5 * HEAP_MIB * 1024 * 1024, `${state.bytes} bytes queued`);
  t.deepEqual(await system.query('select status, task_count from job'), [
    { status: 'RUNNING', task_count: 10_000 },
  ]);
});

test('a job of many names keeps those that match and warns of the others, to a limit', async (t) => {
  await using system = await startTestSystem();
  const names = await seedDevices(system, 50);
  await using _dispatcher = await system.startDispatcher();
  const unknown = Array.from({ length: 1200 }, (_, index) => `ghost-${index}`);
  await system.request({ v: 1, id: 'names', devices: [...names, ...unknown] });
  const job = await until('the job', async () => {
    const shown = await system.call('job.show', { id: 'names' }).catch(() => null);
    return shown?.status === 'RUNNING' && shown;
  });
  t.is(job.tasks, 50);
  t.is(job.warnings.length, 1001);
  t.is(job.warnings[0], 'device ghost-0 is not in the inventory');
  t.is(job.warnings.at(-1), 'and 200 more names that match nothing');
});

test('a job that cannot be expanded is closed with a reason, and the next one goes on', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  await system.query(`alter table task add check (job_id <> 'unstorable')`);
  await system.query(
    `insert into job (id, status, lane, selection, requested_at) values
       ('unreadable', 'PENDING', 'bulk', '{"devices": 5}', now() - interval '2 hours'),
       ('unstorable', 'PENDING', 'bulk', '{"all": true}', now() - interval '1 hour'),
       ('good', 'PENDING', 'bulk', '{"all": true}', now())`,
  );
  await using _dispatcher = await system.startDispatcher();
  const jobs = await until('the good job', async () => {
    const rows = await system.query<{ id: string; status: string; finished: boolean }>(
      'select id, status, finished_at is not null as finished from job order by requested_at',
    );
    return rows[2]?.status === 'RUNNING' && rows;
  });
  t.deepEqual(jobs, [
    { id: 'unreadable', status: 'COMPLETED_FAILURE', finished: true },
    { id: 'unstorable', status: 'COMPLETED_FAILURE', finished: true },
    { id: 'good', status: 'RUNNING', finished: false },
  ]);
  const reasons = await system.query<{ message: string }>(
    `select message from job_log where level = 'error' order by id`,
  );
  t.regex(reasons[0]?.message ?? '', /^the job cannot be expanded: selection of job unreadable/);
  t.is(reasons[1]?.message, 'the job cannot be expanded: job unstorable: a value cannot be stored');
  t.like(await system.call('job.show', { id: 'unreadable' }), { status: 'COMPLETED_FAILURE', tasks: 0 });
});
