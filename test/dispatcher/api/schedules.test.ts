import test from 'ava';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

const add = (system: TestSystem, name: string, tags: string[] = []) =>
  system.call('schedule.add', { name, cron: '@daily', selection: { all: tags.length === 0, tags } });

test('schedules are listed by name, a page at a time', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  for (const name of ['c', 'a', 'b']) await add(system, name);
  const first = await system.call('schedule.list', { limit: 2 });
  const second = await system.call('schedule.list', { limit: 2, after: first.next ?? '' });
  t.deepEqual(
    [first, second].map(({ schedules, next }) => [schedules.map(({ name }) => name), next]),
    [
      [['a', 'b'], 'b'],
      [['c'], null],
    ],
  );
});

test('schedules that do not do what they are for are named by what is wrong', async (t) => {
  await using system = await startTestSystem();
  const { serveApi } = await import('../../../packages/dispatcher/src/api/serve-api.ts');
  await using _api = await serveApi(await system.openDispatcher());
  await seedDevices(system, 1);
  t.deepEqual(await system.call('schedule.check', {}), { schedules: 0, concerns: [] });
  for (const name of ['good', 'late', 'off', 'off-today', 'never']) await add(system, name);
  await add(system, 'nothing', ['no-such-tag']);
  await system.query(`update schedule set starts_at = now() - interval '6 minutes' where name = 'late'`);
  await system.query(`update schedule set starts_at = null, next_due_at = null where name = 'never'`);
  await system.call('schedule.disable', { name: 'off' });
  await system.call('schedule.disable', { name: 'off-today' });
  await system.query(`update schedule set disabled_at = now() - interval '31 days' where name = 'off'`);
  const { concerns } = await system.call('schedule.check', {});
  t.deepEqual(
    concerns.map(({ kind, names }) => [kind, names]),
    [
      ['selects-nothing', ['nothing']],
      ['overdue', ['late']],
      ['never-due', ['never']],
      ['disabled-long', ['off']],
    ],
  );
});

test('a stored zone that this machine does not know is named when the schedule is changed', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await add(system, 'a');
  await system.query(`update schedule set time_zone = 'Mars/Olympus'`);
  const message = /^schedule a: timeZone: must be an IANA time zone; .*, got "Mars\/Olympus"$/;
  await t.throwsAsync(system.call('schedule.set', { name: 'a', reason: 'x' }), { message });
  await system.call('schedule.disable', { name: 'a' });
  await t.throwsAsync(system.call('schedule.enable', { name: 'a' }), { message });
  const mended = await system.call('schedule.set', { name: 'a', timeZone: 'UTC' });
  t.deepEqual([mended.timeZone, mended.enabled], ['UTC', false]);
});

test('a run by hand asks devices that are still open, and is one job for one id', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await using _dispatcher = await system.startDispatcher();
  await add(system, 'a');
  const ids = ['by-hand-1', 'by-hand-1', 'by-hand-2'];
  for (const id of ids)
    t.is((await system.call('schedule.run', { name: 'a', id, requestedBy: 'me' })).job, id);
  const { jobs } = await until('two expanded jobs', async () => {
    const found = await system.call('job.list', { schedule: 'a' });
    return found.jobs.length === 2 && found.jobs.every(({ status }) => status === 'RUNNING') && found;
  });
  t.deepEqual(
    jobs.map(({ tasks, requestedBy, reason, schedule, dueAt }) => ({
      tasks,
      requestedBy,
      reason,
      schedule,
      dueAt,
    })),
    [1, 2].map(() => ({
      tasks: 2,
      requestedBy: 'me',
      reason: 'schedule a, run by hand',
      schedule: 'a',
      dueAt: null,
    })),
  );
});
