import test from 'ava';
import { queuedTasks, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

test('tasks that have not started by the deadline fail, their messages withdrawn; those that run go on', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 3);
  await using _dispatcher = await system.startDispatcher();
  await system.request({ v: 1, id: 'timely', all: true, deadlineSeconds: 3600 });
  await until('three tasks', async () => {
    const rows = await system.query('select 1 from task where published_at is not null');
    return rows.length === 3;
  });
  system.connection.publish(
    'netraven.events.default.task.started',
    JSON.stringify({
      v: 1,
      at: '2026-01-02T03:04:05.678Z',
      noun: 'task',
      what: 'started',
      data: { task: (await queuedTasks(system)).get('dev-00002') ?? '', executor: 'ex-7', attempt: 1 },
    }),
  );
  await until('the start', async () => {
    const rows = await system.query('select 1 from task where started_at is not null');
    return rows.length === 1;
  });
  await system.query(`update job set deadline_at = '2026-01-02T03:04:05Z'`);
  await until('the end of two', async () => {
    const { outcomes } = await system.call('job.show', { id: 'timely' });
    return outcomes.failed === 2;
  });
  const { tasks } = await system.call('job.tasks', { id: 'timely' });
  const failed = (device: string) => ({
    device,
    state: 'failed',
    code: 'NETRAVEN_TASK_DEADLINE_PASSED',
    message: `${device}: not started by its deadline 2026-01-02T03:04:05.000Z`,
    startedAt: null,
    executor: null,
  });
  t.deepEqual(
    tasks.map(({ device, state, code, message, startedAt, executor }) => ({
      device,
      state,
      code,
      message,
      startedAt,
      executor,
    })),
    [
      failed('dev-00001'),
      {
        device: 'dev-00002',
        state: 'running',
        code: null,
        message: null,
        startedAt: '2026-01-02T03:04:05.678Z',
        executor: 'ex-7',
      },
      failed('dev-00003'),
    ],
  );
  t.deepEqual([...(await queuedTasks(system)).keys()], ['dev-00002']);
});
