import { join } from 'node:path';
import { MINUTE, openLog, pause } from '@netraven/common';
import { connectNats, defaultStreamSizes, ensureHub, ensureSite } from '@netraven/common/jetstream';
import test from 'ava';
import type { JetStreamManager } from 'nats';
import { becomesTrue } from '../../helpers/process-state.ts';
import { startTestNats } from '../../helpers/start-nats.ts';
import { type NatsCluster, startNatsCluster } from '../../helpers/start-nats-cluster.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const SITE = 'fra';
const TASK = `netraven.tasks.${SITE}.bulk.r1`;
const log = openLog('test-cluster', process.env.NETRAVEN_TEST_LOG ?? 'silent');

/** Every stream → how many copies it is to have. */
async function copiesOf(manager: JetStreamManager): Promise<Map<string, number>> {
  const names: string[] = [];
  for await (const name of manager.streams.names()) names.push(name);
  const infos = await Promise.all(names.map((name) => manager.streams.info(name)));
  return new Map(infos.map(({ config }) => [config.name, config.num_replicas]));
}

async function connectTo(cluster: NatsCluster) {
  const { user, password } = cluster.logins.admin;
  return connectNats(
    { url: cluster.url, user, password: password.reveal() },
    { name: 'test', waitMs: 60_000 },
  );
}

/** Asks again while another server takes over. */
async function again<T>(ask: () => Promise<T>): Promise<T> {
  const endsAt = performance.now() + MINUTE;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
    }
    await pause(200);
  }
}

test('a cluster of three keeps three copies of all streams and buckets, made before or after', async (t) => {
  t.timeout(180_000);
  await using cluster = await startNatsCluster({
    dir: join(await makeTempFolder(t), 'nats'),
    site: SITE,
    log,
  });
  const connection = await connectTo(cluster);
  t.teardown(() => connection.close());
  const manager = await again(() => connection.jetstreamManager({ timeout: 20_000 }));
  const one = { ...defaultStreamSizes, replicas: 1 };
  await again(() => ensureHub(connection, [SITE], one));
  await again(() => ensureSite(connection, SITE, one));
  const before = await again(() => copiesOf(manager));
  t.is(before.size, 13);
  t.deepEqual(new Set(before.values()), new Set([1]));
  const client = connection.jetstream();
  await again(() => client.publish(TASK, 'queued', { msgID: 'queued' }));
  await again(() => client.publish(`$KV.netraven_head_${SITE}.r1`, 'kept'));

  for (let start = 1; start <= 2; start += 1) {
    await again(() => ensureHub(connection, [SITE], defaultStreamSizes));
    await again(() => ensureSite(connection, SITE, defaultStreamSizes));
    const copies = await again(() => copiesOf(manager));
    t.deepEqual([...copies.keys()].toSorted(), [...before.keys()].toSorted());
    t.deepEqual(new Set(copies.values()), new Set([3]));
  }
  const isSpread = async () => {
    const infos = await Promise.all([...before.keys()].map((name) => manager.streams.info(name)));
    return infos.every(({ cluster: peers }) => {
      return peers?.replicas?.length === 2 && peers.replicas.every(({ current }) => current);
    });
  };
  t.true(await becomesTrue(() => again(isSpread), 60_000));
  // Asking for fewer takes none away.
  await again(() => ensureHub(connection, [SITE], one));
  await again(() => ensureSite(connection, SITE, one));
  t.deepEqual(new Set((await again(() => copiesOf(manager))).values()), new Set([3]));

  await cluster.server.halt('SIGKILL');
  const queued = () => manager.streams.getMessage('NETRAVEN_TASKS', { last_by_subj: TASK });
  t.is((await again(queued)).string(), 'queued');
  const heads = await again(() =>
    client.views.kv(`netraven_head_${SITE}`, { bindOnly: true, allow_direct: false }),
  );
  t.is((await again(() => heads.get('r1')))?.string(), 'kept');
  // With a server away nothing is made anew, and nothing gets fewer copies.
  await again(() => ensureHub(connection, [SITE], defaultStreamSizes));
  await again(() => ensureSite(connection, SITE, defaultStreamSizes));
  t.deepEqual(new Set((await again(() => copiesOf(manager))).values()), new Set([3]));
});

test('a server alone keeps one copy, and refuses the three that are asked for', async (t) => {
  await using nats = await startTestNats({ site: SITE });
  const connection = await nats.connect();
  await ensureHub(connection, [SITE], defaultStreamSizes);
  await ensureSite(connection, SITE, defaultStreamSizes);
  const copies = await copiesOf(await connection.jetstreamManager());
  t.deepEqual(new Set(copies.values()), new Set([1]));
  await t.throwsAsync(ensureHub(connection, [SITE], { ...defaultStreamSizes, replicas: 3 }), {
    code: 'NETRAVEN_CONFIG_INVALID',
    message: /^streams\.replicas is 3, which the JetStream servers refuse: /,
  });
});
