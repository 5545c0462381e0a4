import { publishEvent } from '@netraven/common/jetstream';
import test from 'ava';
import { becomesTrue } from '../../helpers/process-state.ts';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

test('the overview tells of sites, queues, open work, services that answer, and what failed last', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const devices = await seedDevices(system, 3);
  const service = await system.connection.services.add({
    name: 'netraven-executor',
    version: '0.1.0',
    metadata: { executor: 'ex-1', site: 'default' },
    statsHandler: async () => ({
      site: 'default',
      running: 2,
      slots: 50,
      paused: null,
      sessions: 7,
      unchanged: 7,
    }),
  });
  service.addEndpoint('status', { subject: 'netraven.executor.default.status', handler: () => undefined });
  await system.connection.flush();
  await system.request({ v: 1, id: 'j1', all: true });
  for (const outcome of ['of tomorrow', 'failed']) {
    publishEvent(system.connection, 'default', {
      noun: 'task',
      what: 'done',
      data: { job: 'j0', device: devices[0] ?? '', outcome, code: 'NETRAVEN_AUTH_FAILED' },
    });
  }

  const look = () => system.call('system.overview', {});
  t.true(
    await becomesTrue(async () => {
      const { queues, recent } = await look();
      return queues.some(({ pending }) => pending === 3) && recent.failures.length === 1;
    }),
  );
  const { sites, queues, executors, writers, openJobs, openTasks, recent, streams } = await look();
  t.deepEqual([openJobs, openTasks, writers], [1, 3, []]);
  t.deepEqual(sites, [{ name: 'default', devices: 3, failing: 0, executors: 1 }]);
  t.deepEqual(queues, [
    { site: 'default', lane: 'bulk', pending: 3, inFlight: 0 },
    { site: 'default', lane: 'urgent', pending: 0, inFlight: 0 },
  ]);
  t.like(executors[0], { name: 'ex-1', running: 2, slots: 50, sessions: 7, changed: 0, unchanged: 7 });
  t.is(streams.find(({ name }) => name === 'NETRAVEN_TASKS')?.messages, 3);
  t.like(recent.failures[0], {
    site: 'default',
    device: devices[0],
    code: 'NETRAVEN_AUTH_FAILED',
    job: 'j0',
  });
  t.deepEqual(recent.outcomes, { failed: 1 });
});
