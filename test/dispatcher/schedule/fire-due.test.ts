import type { ApiInput } from '@netraven/common/api';
import test from 'ava';
import { fireDueSchedules } from '../../../packages/dispatcher/src/schedule/fire-due.ts';
import { crashAfter } from '../helpers/crash-after.ts';
import { override } from '../helpers/override.ts';
import { queuedTasks, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

const HOUR = 3_600_000;
const clockAt = (instant: Date | string) => async () => new Date(instant);

interface FiredJob {
  readonly id: string;
  readonly schedule: string;
  readonly status: string;
}

const jobs = ({ query }: TestSystem) =>
  query<FiredJob>('select id, schedule, status from job where schedule is not null order by id');

/** A schedule of every hour whose next due time is known; returns that time. */
async function addHourly(system: TestSystem, parts: Partial<ApiInput<'schedule.add'>> = {}): Promise<Date> {
  const { nextDueAt } = await system.call('schedule.add', {
    name: 'hourly',
    cron: '0 * * * *',
    selection: { all: true },
    ...parts,
  });
  return new Date(nextDueAt ?? '');
}

/** The API alone: nothing runs a schedule but the test. */
async function startApi(system: TestSystem): Promise<AsyncDisposable> {
  const { serveApi } = await import('../../../packages/dispatcher/src/api/serve-api.ts');
  return serveApi(await system.openDispatcher());
}

const idOf = (name: string, dueAt: Date) =>
  `schedule-${name}-${dueAt.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

test('dispatchers that look at the same time make one job for each due time', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  const names = Array.from({ length: 250 }, (_, index) => `s-${String(index).padStart(3, '0')}`);
  const dueAt = await addHourly(system, { name: 's-000' });
  await system.query(
    `insert into schedule select (jsonb_populate_record(s, jsonb_build_object('name', n))).*
     from schedule s, jsonb_array_elements_text(?::jsonb) as n where n <> s.name`,
    [JSON.stringify(names)],
  );
  const dispatchers = await Promise.all([1, 2, 3].map(() => system.openDispatcher()));
  const events = system.watchEvents('netraven.events.hub.schedule.fired').events;
  for (const hour of [0, 1]) {
    const clock = clockAt(new Date(dueAt.getTime() + hour * HOUR + 500));
    await Promise.all(
      dispatchers.map(async (dispatcher) => {
        for (;;) if (!(await fireDueSchedules(dispatcher, clock))) return;
      }),
    );
    // A dispatcher that met only locked rows has left them to the others.
    for (const dispatcher of dispatchers) await fireDueSchedules(dispatcher, clock);
  }
  const expected = [dueAt, new Date(dueAt.getTime() + HOUR)].flatMap((due) =>
    names.map((name) => ({ id: idOf(name, due), schedule: name, status: 'PENDING' })),
  );
  t.deepEqual(
    await jobs(system),
    expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  await until('all events', async () => events.length === 500);
  t.is(new Set(events.map(({ data }) => data.job)).size, 500);
});

test('a dispatcher that dies at any step leaves the due time owed or run, never both nor neither', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  const first = await addHourly(system);
  const dispatcher = await system.openDispatcher();
  let runs = 0;
  for (let calls = 0; runs < 1; calls++) {
    const doomed = crashAfter(dispatcher, calls);
    const clock = async (em: Parameters<NonNullable<Parameters<typeof fireDueSchedules>[1]>>[0]) => {
      await em.execute('select 1');
      return new Date(first.getTime() + 100);
    };
    await fireDueSchedules(doomed.dispatcher, clock).then(
      () => (runs += 1),
      () => undefined,
    );
    const [row] = await system.query<{ due: Date }>(`select next_due_at as due from schedule`);
    const isAdvanced = new Date(row?.due ?? 0).getTime() > first.getTime();
    t.is((await jobs(system)).length, isAdvanced ? 1 : 0, `died after ${calls} calls`);
    t.true(calls < 20);
  }
  t.deepEqual(await jobs(system), [{ id: idOf('hourly', first), schedule: 'hourly', status: 'PENDING' }]);
});

test('a dispatcher that stands still in the middle is overtaken once its connection ends, and makes no second job', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  const dueAt = await addHourly(system);
  const [paused, other] = await Promise.all([system.openDispatcher(), system.openDispatcher()]);
  const { promise: isHeld, resolve: hold } = Promise.withResolvers<number>();
  const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
  const standing = override(paused.inventory, {
    em: {
      fork: () => {
        const em = paused.inventory.em.fork();
        return override(em, {
          transactional: (work: (inner: typeof em) => Promise<unknown>) =>
            em.transactional(async (inner) => {
              const [backend] = await inner.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
              const result = await work(inner as typeof em);
              hold(backend?.pid ?? 0);
              await woken;
              return result;
            }),
        });
      },
    },
  });
  const first = fireDueSchedules({ ...paused, inventory: standing }, clockAt(dueAt));
  const pid = await isHeld;
  await fireDueSchedules(other, clockAt(dueAt));
  t.deepEqual(await jobs(system), [], 'its rows are left to it as long as it holds them');
  await system.query('select pg_terminate_backend(?::int)', [pid]);
  await until('the lock to end', async () => {
    await fireDueSchedules(other, clockAt(dueAt));
    return (await jobs(system)).length === 1;
  });
  wake();
  await t.throwsAsync(first);
  t.deepEqual(await jobs(system), [{ id: idOf('hourly', dueAt), schedule: 'hourly', status: 'PENDING' }]);
});

test('dispatchers that run make one job of what is due by the clock of the database, and queue its tasks', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await using _first = await system.startDispatcher();
  await using _second = await system.startDispatcher();
  await addHourly(system);
  const [row] = await system.query<{ due: string }>(
    `update schedule set next_due_at = date_trunc('second', now()), starts_at = date_trunc('second', now())
     returning to_json(next_due_at) #>> '{}' as due`,
  );
  await until('two queued tasks', async () => (await queuedTasks(system)).size === 2);
  t.deepEqual(
    (await jobs(system)).map(({ id, status }) => ({ id, status })),
    [{ id: idOf('hourly', new Date(row?.due ?? 0)), status: 'RUNNING' }],
  );
});

test('a row that comes back makes no second job of its due time', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  const dueAt = await addHourly(system);
  const dispatcher = await system.openDispatcher();
  await fireDueSchedules(dispatcher, clockAt(dueAt));
  await system.query('update schedule set next_due_at = ?::timestamptz, starts_at = ?::timestamptz', [
    dueAt.toISOString(),
    dueAt.toISOString(),
  ]);
  await fireDueSchedules(dispatcher, clockAt(dueAt));
  t.deepEqual(await jobs(system), [{ id: idOf('hourly', dueAt), schedule: 'hourly', status: 'PENDING' }]);
  const { nextDueAt } = await system.call('schedule.show', { name: 'hourly' });
  t.is(nextDueAt, new Date(dueAt.getTime() + HOUR).toISOString());
});

test('a schedule removed and added again runs its own due times only', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  const dueAt = await addHourly(system);
  await system.call('schedule.remove', { name: 'hourly' });
  const dispatcher = await system.openDispatcher();
  await fireDueSchedules(dispatcher, clockAt(dueAt));
  t.deepEqual(await jobs(system), []);
  const again = await addHourly(system, { cron: '30 * * * *' });
  await fireDueSchedules(dispatcher, clockAt(again));
  t.deepEqual(
    (await jobs(system)).map(({ id }) => id),
    [idOf('hourly', again)],
  );
});

test('an edit takes effect at once: what is owed runs over the new selection, and what follows by the new times', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  await addHourly(system, { windows: ['2020-01-01/2020-01-02', '2099-01-01/2099-01-02'], cron: '* * * * *' });
  const owed = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  await system.query('update schedule set next_due_at = ?::timestamptz', [owed.toISOString()]);
  const dispatcher = await system.openDispatcher();
  await fireDueSchedules(dispatcher);
  t.deepEqual(await jobs(system), []);
  const edited = await system.call('schedule.set', {
    name: 'hourly',
    windows: [],
    cron: '0 0 1 1 *',
    selection: { tags: ['core'] },
  });
  t.is(edited.nextDueAt, owed.toISOString());
  await fireDueSchedules(dispatcher);
  const [job, ...others] = await system.query<{ id: string; selection: { tags: string[] } }>(
    'select id, selection from job',
  );
  t.deepEqual([job?.id, job?.selection.tags, others], [idOf('hourly', owed), ['core'], []]);
  const { nextDueAt } = await system.call('schedule.show', { name: 'hourly' });
  t.regex(nextDueAt ?? '', /^\d{4}-01-01T00:00:00\.000Z$/);
});

test('a disabled schedule is not run, and once enabled is due from then on', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  const dueAt = await addHourly(system);
  await system.query(
    `update schedule set next_due_at = now() - interval '2 hours', starts_at = now() - interval '2 hours'`,
  );
  const disabled = await system.call('schedule.disable', { name: 'hourly' });
  t.deepEqual([disabled.enabled, disabled.nextDueAt, disabled.upcoming], [false, null, []]);
  const dispatcher = await system.openDispatcher();
  await fireDueSchedules(dispatcher, clockAt(dueAt));
  const enabled = await system.call('schedule.enable', { name: 'hourly' });
  t.true(Date.parse(enabled.nextDueAt ?? '') >= dueAt.getTime());
  t.deepEqual(await jobs(system), []);
});

test('missed due times are announced, and made up for by one run or by none', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  const dueAt = await addHourly(system, { name: 'made-up' });
  await addHourly(system, { name: 'passed-over', missed: 'skip' });
  const { events } = system.watchEvents('netraven.events.hub.schedule.*');
  const dispatcher = await system.openDispatcher();
  const latest = new Date(dueAt.getTime() + 9 * HOUR);
  await fireDueSchedules(dispatcher, clockAt(new Date(latest.getTime() + HOUR / 2)));
  t.deepEqual(await jobs(system), [{ id: idOf('made-up', latest), schedule: 'made-up', status: 'PENDING' }]);
  await until('three events', async () => events.length === 3);
  t.deepEqual(
    events.map(({ what, data }) => ({ what, ...data })),
    [
      { what: 'missed', schedule: 'made-up', due: dueAt.toISOString(), count: 10, madeUp: true },
      {
        what: 'fired',
        schedule: 'made-up',
        job: idOf('made-up', latest),
        due: latest.toISOString(),
        folded: 9,
      },
      { what: 'missed', schedule: 'passed-over', due: dueAt.toISOString(), count: 10, madeUp: false },
    ],
  );
});

test('a row that cannot be computed with is put aside, and the others run', async (t) => {
  await using system = await startTestSystem();
  await using _api = await startApi(system);
  const dueAt = await addHourly(system, { name: 'good' });
  await addHourly(system, { name: 'broken' });
  await system.query(`update schedule set time_zone = 'Mars/Olympus' where name = 'broken'`);
  const dispatcher = await system.openDispatcher();
  await fireDueSchedules(dispatcher, clockAt(dueAt));
  t.deepEqual(
    (await jobs(system)).map(({ schedule }) => schedule),
    ['good'],
  );
  const { problem, startsAt } = await system.call('schedule.show', { name: 'broken', upcoming: 0 });
  t.is(startsAt, null);
  t.regex(problem ?? '', /^cannot be computed: .*Mars\/Olympus/);
  t.deepEqual(await system.call('schedule.check', {}), {
    schedules: 2,
    concerns: [
      { kind: 'selects-nothing', schedules: 2, names: ['broken', 'good'] },
      { kind: 'never-due', schedules: 1, names: ['broken'] },
    ],
  });
});

test('a device that is still open from an earlier due time is not asked again', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 3);
  await using _dispatcher = await system.startDispatcher();
  const dueAt = await addHourly(system);
  const another = await system.openDispatcher();
  await fireDueSchedules(another, clockAt(dueAt));
  const expanded = (id: string) =>
    until(`job ${id}`, async () => {
      const job = await system.call('job.show', { id }).catch(() => undefined);
      return job && job.status !== 'PENDING' && job;
    });
  t.is((await expanded(idOf('hourly', dueAt))).tasks, 3);
  await system.query(
    `update task set outcome = 'unchanged', finished_at = now() where device_name = 'dev-00002'`,
  );
  const next = new Date(dueAt.getTime() + HOUR);
  await fireDueSchedules(another, clockAt(next));
  const { tasks, warnings, schedule, dueAt: shown, requestedBy } = await expanded(idOf('hourly', next));
  t.deepEqual(
    { tasks, warnings, schedule, shown, requestedBy },
    {
      tasks: 1,
      warnings: ['2 devices are not asked again: still open from an earlier run of schedule hourly'],
      schedule: 'hourly',
      shown: next.toISOString(),
      requestedBy: 'schedule hourly',
    },
  );
});
