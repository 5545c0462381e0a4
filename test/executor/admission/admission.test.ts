import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseConfig } from '@netraven/common/config';
import { streamNames } from '@netraven/common/jetstream';
import { subjects } from '@netraven/common/message';
import { readSessionLog, type SimulatedDevice, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { makeTask } from '../../helpers/make-task.ts';
import { spawnExecutor } from '../../helpers/spawn-executor.ts';
import { startTestSite, type TestSite } from '../../helpers/start-site.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const PACE_US = 6_000_000;

async function publishAll(
  site: TestSite,
  devices: readonly SimulatedDevice[],
  credential: string,
): Promise<void> {
  for (const [index, { name, host, port, platform, username, password, enable }] of devices.entries()) {
    const sealed = await site.seal({ password, ...(enable ? { enable } : {}) });
    await site.publishTask(
      makeTask({
        id: `${credential}-${index + 1}`,
        job: credential,
        credentials: [{ name: credential, username, sealed }],
        device: { id: index + 1, name, host, port, platform },
      }),
    );
  }
}

/** What the tasks came to, each once. */
async function collect(site: TestSite, count: number): Promise<string[]> {
  const outcomes = new Map<string, string>();
  while (outcomes.size < count) {
    const { task, outcome, error } = await site.nextResult(90_000);
    outcomes.set(task, error?.code ?? outcome);
  }
  return [...new Set(outcomes.values())];
}

test('several executors together stay within the limits, also when one of them is killed in the middle', async (t) => {
  const folder = await makeTempFolder(t);
  await using site = await startTestSite();
  const sessionLog = join(folder, 'sessions.jsonl');
  await using simulator = await startSimulator({
    count: 24,
    platforms: ['cisco_ios'],
    sessionLog,
    answerMs: 50,
  });
  const config = join(folder, 'netraven.yaml');
  const limited = { sessions: 3, loginsPerMinute: 40 };
  const settings = {
    nats: site.config.nats,
    executor: { site: 'ams', sessions: 10, freshStore: true },
    secrets: site.config.secrets,
    admission: { credential: limited },
    log: { level: 'error' },
  };
  await writeFile(config, JSON.stringify(settings), { mode: 0o600 });
  const [victim, other] = await Promise.all([spawnExecutor(config), spawnExecutor(config)]);
  await using _ = other;
  await publishAll(site, simulator.devices, 'ops');
  while (simulator.stats().authenticated < 6) await delay(10);
  await victim.kill9();
  t.deepEqual(await collect(site, 24), ['captured']);
  while ((await site.countMessages(streamNames.tasks)) > 0) await delay(50);

  const events = await readSessionLog(sessionLog);
  let open = 0;
  let mostOpen = 0;
  for (const { event } of events) {
    if (event === 'opened') open++;
    if (event === 'closed') open--;
    mostOpen = Math.max(mostOpen, open);
  }
  const logins = events.filter(({ event }) => event === 'authenticated').map(({ atUs }) => atUs);
  const within = (us: number) =>
    Math.max(...logins.map((from) => logins.filter((at) => at >= from && at < from + us).length));
  t.is(mostOpen, limited.sessions, 'sessions at once');
  t.true(within(PACE_US) <= 4, `${within(PACE_US)} logins within 6 s`);
  t.true(within(10 * PACE_US) <= 40, `${within(10 * PACE_US)} logins within a minute`);
});

test('tasks that wait for a limit leave their slots to those that need not, and go on in their order', async (t) => {
  const { admission } = parseConfig({ admission: { credentials: { narrow: { sessions: 1 } } } });
  await using site = await startTestSite({ admission });
  await using simulator = await startSimulator({ count: 8, platforms: ['cisco_ios'] });
  const [first, ...narrow] = simulator.devices.slice(0, 5);
  if (!first) return t.fail('no device');
  first.setChaos(['stall'], Number.POSITIVE_INFINITY);
  await publishAll(site, [first, ...narrow], 'narrow');
  await publishAll(site, simulator.devices.slice(5), 'wide');
  await site.startExecutor({ sessions: 6 });
  const jobs: string[] = [];
  while (jobs.length < 3) jobs.push((await site.nextResult(60_000)).job);
  t.deepEqual(jobs, ['wide', 'wide', 'wide']);
  const connections = () => [first, ...narrow].map((device) => device.counts.connections);
  t.deepEqual(connections(), [1, 0, 0, 0, 0]);

  const order: string[] = [];
  const cancel = JSON.stringify({ v: 1, task: 'narrow-1' });
  site.connection.publish(subjects.control('ams', 'cancel'), cancel);
  while (order.length < 5) order.push((await site.nextResult(60_000)).task);
  t.deepEqual(order, ['narrow-1', 'narrow-2', 'narrow-3', 'narrow-4', 'narrow-5']);
});
