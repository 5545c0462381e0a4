import { forgetsAcknowledgements, repairQueue, streamNames } from '@netraven/common/jetstream';
import test from 'ava';
import { type JetStreamManager, nanos } from 'nats';
import { queuedTasks, seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

async function consumersOf(manager: JetStreamManager, stream: string): Promise<string[]> {
  const names: string[] = [];
  for await (const consumer of manager.consumers.list(stream)) names.push(consumer.name);
  return names.toSorted();
}

test('a stream or consumer that was deleted is made anew when a dispatcher starts', async (t) => {
  await using system = await startTestSystem();
  const manager = await system.connection.jetstreamManager();
  await manager.consumers.delete(streamNames.tasks, 'default_bulk');
  await manager.streams.delete(streamNames.results);
  await using _dispatcher = await system.startDispatcher();
  await until('the consumer', async () => (await consumersOf(manager, streamNames.tasks)).length === 2);
  await until('the stream and its consumer', async () => {
    const consumers = await consumersOf(manager, streamNames.results).catch(() => []);
    return consumers.length === 1;
  });
  t.deepEqual(await consumersOf(manager, streamNames.tasks), ['default_bulk', 'default_urgent']);
  t.deepEqual(await consumersOf(manager, streamNames.results), ['recorder']);
});

test('a job queue deleted under a running dispatcher is made anew, and requests are served again', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 1);
  await using _dispatcher = await system.startDispatcher();
  const manager = await system.connection.jetstreamManager();
  await manager.streams.delete(streamNames.jobs);
  await until('the queue', async () => {
    const consumers = await consumersOf(manager, streamNames.jobs).catch(() => []);
    return consumers.length === 1;
  });
  await system.request({ v: 1, id: 'after', all: true });
  const job = await until('the job', () => system.call('job.show', { id: 'after' }).catch(() => null));
  t.is(job.id, 'after');
});

test('a site added later has its task queues at once', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  t.deepEqual(await system.call('site.add', { name: 'fra', recipient: null }), { created: true });
  const manager = await system.connection.jetstreamManager();
  t.deepEqual(await consumersOf(manager, streamNames.tasks), [
    'default_bulk',
    'default_urgent',
    'fra_bulk',
    'fra_urgent',
  ]);
});

test('a dispatcher goes on after the NATS server was killed', async (t) => {
  await using system = await startTestSystem();
  const names = await seedDevices(system, 3);
  await using _dispatcher = await system.startDispatcher();
  const isPublished = async (job: string) => {
    const rows = await system.query('select 1 from task where job_id = ? and published_at is not null', [
      job,
    ]);
    return rows.length === 3;
  };
  await system.request({ v: 1, all: true }, 'before');
  await until('three tasks', () => isPublished('before'));
  await system.nats.kill9();
  await system.nats.restart();
  await system.request({ v: 1, all: true, lane: 'urgent' }, 'after');
  await until('three more tasks', () => isPublished('after'));
  t.deepEqual([...(await queuedTasks(system)).keys()], names);
});

/** Messages that are stored although the consumer is past them. */
async function ghosts(manager: JetStreamManager): Promise<number> {
  const { state } = await manager.streams.info(streamNames.tasks);
  const { num_pending, num_ack_pending } = await manager.consumers.info(streamNames.tasks, 'default_bulk');
  return state.messages - num_pending - num_ack_pending;
}

/** Takes tasks as an executor does; fewer when the queue gives none for a second. */
async function takeTasks(system: TestSystem, count: number): Promise<void> {
  const consumer = await system.connection.jetstream().consumers.get(streamNames.tasks, 'default_bulk');
  for (let taken = 0; taken < count; taken++) {
    const message = await consumer.next({ expires: 1000 });
    if (!message) return;
    await message.ackAck();
  }
}

test('messages that come back after their acknowledgement do not block their devices for long', async (t) => {
  await using system = await startTestSystem();
  const manager = await system.connection.jetstreamManager();
  if (!forgetsAcknowledgements(system.nats.version)) {
    t.log(`nats-server ${system.nats.version} does not forget acknowledgements`);
    t.deepEqual(await repairQueue(manager, streamNames.tasks), []);
    return;
  }
  // A message that was out at the kill comes again after this time, not after half a minute.
  await manager.consumers.update(streamNames.tasks, 'default_bulk', { ack_wait: nanos(1000) });
  const client = system.connection.jetstream();
  const subject = (index: number) => `netraven.tasks.default.bulk.dev-${index}`;
  let acknowledged = 0;
  // Whether a kill brings messages back depends on what the server had written just before; some servers never do.
  for (let stuck = 0, kills = 0; stuck === 0 && kills < 10; acknowledged += 150, kills++) {
    const indexes = Array.from({ length: 400 }, (_, index) => acknowledged * 10 + index);
    await Promise.all(indexes.map((index) => client.publish(subject(index), String(index))));
    await takeTasks(system, 150);
    await system.nats.kill9();
    await system.nats.restart();
    stuck = await until('the server', async () => (await ghosts(manager).catch(() => -1)) + 1).then(
      (n) => n - 1,
    );
  }

  await using _dispatcher = await system.startDispatcher();
  await until('an empty queue', async () => {
    await takeTasks(system, 10_000).catch(() => undefined);
    return (await manager.streams.info(streamNames.tasks)).state.messages === 0;
  });
  for (let index = 0; index < 150; index++) await t.notThrowsAsync(client.publish(subject(index), 'again'));
});
