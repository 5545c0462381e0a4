import test from 'ava';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

const SITE_MS = { siteAwayMs: 200, siteWarnMs: 400 };

test('tasks of a site that nobody answers for are shown as waiting for it, with one warning and event', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 3);
  for (const _ of [1, 2]) await system.startDispatcher({ dispatcher: SITE_MS });
  await system.call('site.add', { name: 'fra', recipient: null });
  await system.query(`update device set site = 'fra' where name <> 'dev-00001'`);
  const executor = await system.connection.services.add({
    name: 'netraven-executor',
    version: '1.0.0',
    metadata: { site: 'default' },
  });
  const { events } = system.watchEvents('netraven.events.hub.job.waiting');
  const statesOf = async () => {
    const { tasks } = await system.call('job.tasks', { id: 'j' });
    return tasks.map(({ device, state }) => `${device} ${state}`);
  };
  const awaySince = async () =>
    (
      await system.query<{ since: string | null }>(`select away_since as since from site where name = 'fra'`)
    )[0]?.since;

  await system.request({ v: 1, id: 'j', all: true });
  await until('the warning', async () => (await system.call('job.show', { id: 'j' })).warnings.length > 0);
  t.deepEqual(await statesOf(), [
    'dev-00001 queued',
    'dev-00002 waiting-for-site',
    'dev-00003 waiting-for-site',
  ]);
  await system.query(`update task set started_at = now() where device_name = 'dev-00002'`);
  t.is((await statesOf())[1], 'dev-00002 waiting-for-site', 'what ran there when it was cut off, too');

  const back = await system.connection.services.add({
    name: 'netraven-executor',
    version: '1.0.0',
    metadata: { site: 'fra' },
  });
  await until('its return', async () => (await awaySince()) === null);
  t.deepEqual(await statesOf(), ['dev-00001 queued', 'dev-00002 running', 'dev-00003 queued']);
  await back.stop();
  await until('that it is away again', async () => (await statesOf())[2] === 'dev-00003 waiting-for-site');
  await system.query(`update site set away_since = now() - interval '1 hour' where name = 'fra'`);
  await system.query('update task set outcome = ?, finished_at = now()', ['failed']);
  await until('the end', async () => (await system.call('job.show', { id: 'j' })).finishedAt);
  await until('that nobody is missed', async () => (await awaySince()) === null);

  const { warnings } = await system.call('job.show', { id: 'j' });
  t.is(warnings.length, 1);
  t.regex(warnings[0] ?? '', /^site fra: no executor has answered since \S+Z: 2 devices wait for it$/);
  t.deepEqual(
    events.map(({ data: { job, site, tasks } }) => ({ job, site, tasks })),
    [{ job: 'j', site: 'fra', tasks: 2 }],
  );
  await executor.stop();
});
