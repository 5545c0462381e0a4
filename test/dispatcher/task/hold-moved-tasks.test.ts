import { taskSchema } from '@netraven/common/message';
import test from 'ava';
import { recordOutcome } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

const nomad = (site: string) => ({ devices: [{ name: 'nomad', host: '192.0.2.1', platform: 'vyos', site }] });

async function taskOf(system: TestSystem, job: string) {
  const { tasks } = await system.call('job.tasks', { id: job }).catch(() => ({ tasks: [] }));
  return tasks[0];
}

async function messageAt(system: TestSystem, site: string) {
  const manager = await system.connection.jetstreamManager();
  const subject = `netraven.tasks.${site}.bulk.nomad`;
  const message = await manager.streams
    .getMessage('NETRAVEN_TASKS', { last_by_subj: subject })
    .catch(() => null);
  return message && taskSchema.parse(message.json());
}

test('a device that moved waits, visibly, until no task of its old site can run', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('site.add', { name: 'fra', recipient: null });
  await system.call('device.import', nomad('default'));
  await system.request({ v: 1, id: 'before', all: true });
  const old = await until('the old task', () => messageAt(system, 'default'));
  t.is(old.device.epoch, 1);

  await system.call('device.import', nomad('fra'));
  await system.request({ v: 1, id: 'after', all: true });
  await until('the held task', async () => (await taskOf(system, 'after'))?.state === 'waiting');
  t.is(await messageAt(system, 'fra'), null);
  const { lines } = await system.call('log.list', { job: 'after' });
  t.deepEqual(
    lines.map(({ device, message }) => [device, message]),
    [['nomad', 'waiting: the device moved from site default, where a task may still run']],
  );

  await recordOutcome(system, old.id, 'unchanged', new Date());
  await system.query('update task set hold_until = now() where hold_until is not null');
  const task = await until('the new task', () => messageAt(system, 'fra'));
  t.like(task, { site: 'fra', device: { name: 'nomad', epoch: 2, path: 'fra/nomad.cfg' } });
  await until('the end of the move', async () => {
    const rows = await system.query('select 1 from device where moved_from is null');
    return rows.length === 1;
  });
});

test('a task of the old site that was cancelled may still run for a while, so the move waits for it', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('site.add', { name: 'fra', recipient: null });
  await system.call('device.import', nomad('default'));
  await system.request({ v: 1, id: 'before', all: true });
  await until('the old task', () => messageAt(system, 'default'));
  await system.call('device.import', nomad('fra'));
  await system.call('job.cancel', { id: 'before' });
  await until('the withdrawal', async () => (await messageAt(system, 'default')) === null);
  await system.request({ v: 1, id: 'after', all: true });
  await until('the held task', async () => (await taskOf(system, 'after'))?.state === 'waiting');

  // The device has sessions of an hour; by the defaults the old one would be long over.
  await system.query(`update device set limits = '{"sessionMs": 3600000}'`);
  await system.query(`update task set finished_at = now() - interval '1 hour' where outcome = 'cancelled'`);
  const held = 'select hold_until from task where hold_until > now()';
  await system.query('update task set hold_until = now() where hold_until is not null');
  await until('another hold', async () => (await system.query(held)).length === 1);
  t.is(await messageAt(system, 'fra'), null);

  await system.query(`update task set finished_at = now() - interval '3 hours' where outcome = 'cancelled'`);
  await system.query('update task set hold_until = now() where hold_until is not null');
  await until('the new task', () => messageAt(system, 'fra'));
  t.is(await messageAt(system, 'default'), null);
  t.deepEqual(await system.query(held), []);
});

test('a task not yet published when its device moves goes to the new site', async (t) => {
  await using system = await startTestSystem();
  await system.query(`insert into site (name, created_at) values ('fra', now())`);
  await system.query(
    `insert into device (name, host, platform, site, path, epoch, moved_from, created_at, updated_at)
     values ('nomad', '192.0.2.1', 'vyos', 'fra', 'fra/nomad.cfg', 2, 'default', now(), now())`,
  );
  await system.query(
    `insert into job (id, status, lane, selection, requested_at, expanded_at, task_count)
     values ('j', 'RUNNING', 'bulk', '{"all":true}', now(), now(), 1)`,
  );
  await system.query(
    `insert into task (id, job_id, device_id, device_name, site, lane, requested_at)
     select 'j-1', 'j', id, name, 'default', 'bulk', now() from device`,
  );
  await using _dispatcher = await system.startDispatcher();
  t.is((await until('the task', () => messageAt(system, 'fra'))).id, 'j-1');
  t.is(
    (await until('its row', () => taskOf(system, 'j').then((task) => task?.site === 'fra' && task))).site,
    'fra',
  );
});
