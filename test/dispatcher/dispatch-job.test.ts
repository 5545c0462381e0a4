import { taskSchema } from '@netraven/common/message';
import test from 'ava';
import { startTestSystem } from './helpers/start-dispatcher.ts';
import { until } from './helpers/until.ts';

test('a request becomes one task message per device, with all an executor needs', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  t.deepEqual(
    await system.call('device.import', {
      devices: [
        { name: 'core-1', host: '192.0.2.1', platform: 'ios', tags: ['core'] },
        { name: 'edge-1', host: 'edge-1.example', port: 2222, platform: 'junos' },
      ],
    }),
    { added: 2, updated: 0, unchanged: 0, errors: [], warnings: [] },
  );
  const sealed = '-----BEGIN AGE ENCRYPTED FILE-----\nx\n-----END AGE ENCRYPTED FILE-----\n';
  t.deepEqual(
    await system.call('credential.add', {
      name: 'lab',
      username: 'backup',
      sealed: { default: sealed },
      holds: ['password'],
    }),
    { replaced: false },
  );
  await system.request({ v: 1, id: 'job-1', all: true, requestedBy: 'test' });
  const tasks = await until('published tasks', async () => {
    const found = await system.call('job.tasks', { id: 'job-1' }).catch(() => ({ tasks: [] }));
    const published = await system.query('select 1 from task where published_at is not null');
    return published.length === 2 && found.tasks;
  });
  t.deepEqual(
    tasks.map(({ device, state }) => ({ device, state })),
    [
      { device: 'core-1', state: 'queued' },
      { device: 'edge-1', state: 'queued' },
    ],
  );
  const manager = await system.connection.jetstreamManager();
  const message = await manager.streams.getMessage('NETRAVEN_TASKS', {
    last_by_subj: 'netraven.tasks.default.bulk.edge-1',
  });
  const task = taskSchema.parse(message.json());
  t.is(message.header.get('Nats-Msg-Id'), task.id);
  t.deepEqual(task.credentials, [{ name: 'lab', username: 'backup', sealed }]);
  t.is(task.device.platform, 'juniper_junos');
  t.is(task.device.path, 'default/edge-1.cfg');
  t.like(await system.call('job.show', { id: 'job-1' }), { status: 'RUNNING', tasks: 2, outcomes: {} });
});
