import { pause } from '@netraven/common';
import { forgetsAcknowledgements, repairQueue, streamNames } from '@netraven/common/jetstream';
import { subjects } from '@netraven/common/message';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import type { JetStreamManager } from 'nats';
import { makeTask } from '../../helpers/make-task.ts';
import { becomesTrue } from '../../helpers/process-state.ts';
import { startTestSite, type TestSite } from '../../helpers/start-site.ts';

const OUTBOX = streamNames.outbox('ams');

/** Messages that are stored although the consumer of events is past them; -1 while the server is away. */
async function ghosts(manager: JetStreamManager): Promise<number> {
  try {
    const { state } = await manager.streams.info(OUTBOX);
    const { num_pending, num_ack_pending } = await manager.consumers.info(OUTBOX, 'event');
    return state.messages - num_pending - num_ack_pending;
  } catch {
    return -1;
  }
}

/** Acknowledges events as a drain does, then kills the server. */
async function drainAndKill(site: TestSite, count: number): Promise<void> {
  const client = site.connection.jetstream();
  const subject = subjects.outbox('ams', 'event', 'r1');
  const event = JSON.stringify({ noun: 'device', what: 'seen' });
  await Promise.all(Array.from({ length: count }, () => client.publish(subject, event)));
  const consumer = await client.consumers.get(OUTBOX, 'event');
  for (let taken = 0; taken < count / 2; taken++) await (await consumer.next({ expires: 1000 }))?.ackAck();
  await site.nats.kill9();
  await site.nats.restart();
}

test('what comes back into the outbox after its acknowledgement leaves it again', async (t) => {
  await using site = await startTestSite();
  const manager = await site.connection.jetstreamManager();
  if (!forgetsAcknowledgements(site.nats.version)) {
    t.log(`nats-server ${site.nats.version} does not forget acknowledgements`);
    t.deepEqual(await repairQueue(manager, OUTBOX), []);
    return;
  }
  // Whether a kill brings messages back depends on what the server had written just before; some servers never do.
  for (let kills = 0, stuck = 0; stuck === 0 && kills < 10; kills++) {
    await drainAndKill(site, 300);
    t.true(await becomesTrue(async () => (await ghosts(manager)) >= 0));
    await pause(100);
    stuck = await ghosts(manager);
  }

  await site.startExecutor();
  const isEmpty = async () => (await site.countMessages(OUTBOX).catch(() => -1)) === 0;
  t.true(await becomesTrue(isEmpty, 60_000), 'the outbox is empty');
});

test('a site whose store is lost is made anew, and goes on', async (t) => {
  await using site = await startTestSite();
  await using simulator = await startSimulator({ devices: [{ platform: 'cisco_ios', name: 'r1' }] });
  // Without a dispatcher to ask, its own rights have to do.
  await site.startExecutor({}, 'admin');
  const manager = await site.connection.jetstreamManager();
  for await (const name of manager.streams.names()) {
    if (name === OUTBOX || name.startsWith('KV_netraven_')) await manager.streams.delete(name);
  }
  const { host, port, platform, username, password, enable } = simulator.device('r1');
  const sealed = await site.seal({ password, ...(enable ? { enable } : {}) });
  const credentials = [{ name: 'ops', username, sealed }];
  await site.publishTask(makeTask({ device: { name: 'r1', host, port, platform }, credentials }));
  t.is((await site.nextResult(90_000)).outcome, 'captured');
});
