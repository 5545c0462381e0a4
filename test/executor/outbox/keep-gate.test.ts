import { setTimeout as delay } from 'node:timers/promises';
import { streamNames } from '@netraven/common/jetstream';
import { eventSchema, parseMessage, subjects } from '@netraven/common/message';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { makeTask } from '../../helpers/make-task.ts';
import { startTestSite, type TestSite } from '../../helpers/start-site.ts';

async function untilEvent(site: TestSite, what: string): Promise<Record<string, unknown>> {
  const events = site.connection.subscribe(`netraven.events.ams.service.${what}`, { max: 1 });
  for await (const message of events) return parseMessage('event', eventSchema, message.data).data;
  throw new Error('no event');
}

test('an executor pulls nothing while its outbox is full or gone, and goes on by itself', async (t) => {
  await using site = await startTestSite();
  await using simulator = await startSimulator({ count: 1, platforms: ['cisco_ios'] });
  const [device] = simulator.devices;
  if (!device) return t.fail('no device');
  const outbox = { messages: 3, fullShare: 0.8, stallMs: 60_000 };
  const paused = untilEvent(site, 'paused');
  await site.startExecutor({ outbox });
  // Chunks of a snapshot that does not come: the hub takes them, once its stream is there again.
  const manager = await site.connection.jetstreamManager();
  await manager.streams.delete(streamNames.chunks);
  for (let index = 0; index < 4; index++) {
    await site.connection.jetstream().publish(subjects.outboxChunk('ams', 'r9', 'c-1', index), 'x');
  }
  t.regex(String((await paused).reason), /^4 messages wait in the outbox, at most 3$/);

  const { name, host, port, platform, username, password, enable } = device;
  const sealed = await site.seal({ password, ...(enable ? { enable } : {}) });
  await site.publishTask(
    makeTask({ credentials: [{ name: 'ops', username, sealed }], device: { name, host, port, platform } }),
  );
  const look = () => manager.consumers.info(streamNames.tasks, 'ams_bulk');
  let consumer = await look();
  // Pulls that were under way when the gate closed hand back what they are given.
  for (; consumer.num_waiting > 0; consumer = await look()) await delay(100);
  t.is(device.counts.connections, 0);
  t.is(consumer.num_pending + consumer.num_ack_pending, 1);

  const pulling = untilEvent(site, 'pulling');
  await manager.streams.purge(streamNames.outbox('ams'));
  t.is((await pulling).reason, null);
  t.is((await site.nextResult()).outcome, 'captured');
});
