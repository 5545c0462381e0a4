import { connectNats, defaultStreamSizes, ensureHub, ensureSite } from '@netraven/common/jetstream';
import { executorUser, inboxPrefix } from '@netraven/common/permission';
import test from 'ava';
import { connect, type NatsError } from 'nats';
import { mayPublish, maySubscribe } from '../../helpers/may-publish.ts';
import { startTestNats, type TestNats } from '../../helpers/start-nats.ts';

const SITE = 'fra';
const OTHER = 'ams';

/** A hub with two sites and something of each to be had. */
async function startHub(): Promise<TestNats> {
  const nats = await startTestNats({ site: SITE });
  const admin = await nats.connect();
  await ensureHub(admin, [SITE, OTHER], defaultStreamSizes);
  for (const site of [SITE, OTHER]) await ensureSite(admin, site, defaultStreamSizes);
  const client = admin.jetstream();
  for (const site of [SITE, OTHER]) {
    for (const subject of [
      `netraven.tasks.${site}.bulk.r1`,
      `netraven.snapshots.${site}.r1`,
      `netraven.outbox.${site}.result.r1`,
    ])
      await client.publish(subject, `of ${site}`);
    await client.publish(`$KV.netraven_head_${site}.r1`, `of ${site}`);
  }
  return nats;
}

const API = '$JS.API';
const outboxOf = (site: string) => `NETRAVEN_OUTBOX_${site}`;

test('an executor reads, writes and administers nothing but what is of its site', async (t) => {
  await using nats = await startHub();
  const executor = await nats.connect('executor');
  const forbidden = [
    ...['urgent', 'bulk'].map((lane) => `${API}.CONSUMER.MSG.NEXT.NETRAVEN_TASKS.${OTHER}_${lane}`),
    `$JS.ACK.NETRAVEN_TASKS.${OTHER}_bulk.1.1.1.1.1`,
    `netraven.tasks.${SITE}.bulk.r2`,
    `netraven.tasks.${OTHER}.bulk.r2`,
    'netraven.jobs.request',
    // This one records results of all sites, and tells of them.
    ...['snapshots', 'results', 'chunks', 'outbox', 'control'].map((noun) => `netraven.${noun}.${OTHER}.x`),
    `netraven.control.${SITE}.cancel`,
    ...['job.cancel', 'credential.copies', 'config.show', 'site.add', 'device.session'].map(
      (name) => `netraven.api.${name}`,
    ),
    'netraven.git.show',
    ...['TASKS', 'SNAPSHOTS', 'CHUNKS', 'RESULTS', 'JOBS', 'EVENTS'].flatMap((stream) =>
      ['MSG.GET', 'MSG.DELETE', 'PURGE', 'DELETE', 'UPDATE', 'CREATE'].map(
        (verb) => `${API}.STREAM.${verb}.NETRAVEN_${stream}`,
      ),
    ),
    ...['DELETE', 'PURGE', 'UPDATE', 'CREATE'].map((verb) => `${API}.STREAM.${verb}.${outboxOf(SITE)}`),
    ...['MSG.GET', 'INFO', 'DELETE'].map((verb) => `${API}.STREAM.${verb}.${outboxOf(OTHER)}`),
    `${API}.CONSUMER.MSG.NEXT.${outboxOf(OTHER)}.result`,
    `${API}.CONSUMER.CREATE.NETRAVEN_TASKS`,
    `${API}.CONSUMER.DURABLE.CREATE.NETRAVEN_TASKS.mine`,
    `${API}.CONSUMER.CREATE.NETRAVEN_TASKS.mine.netraven.tasks.>`,
    `${API}.CONSUMER.MSG.NEXT.NETRAVEN_SNAPSHOTS.git-writer`,
    `${API}.DIRECT.GET.NETRAVEN_SNAPSHOTS`,
    `${API}.STREAM.NAMES`,
    `${API}.STREAM.LIST`,
    ...['lease', 'fence', 'head', 'ledger'].flatMap((bucket) => [
      `$KV.netraven_${bucket}_${OTHER}.r1`,
      `${API}.STREAM.MSG.GET.KV_netraven_${bucket}_${OTHER}`,
      `${API}.DIRECT.GET.KV_netraven_${bucket}_${OTHER}.r1`,
      `${API}.STREAM.PURGE.KV_netraven_${bucket}_${SITE}`,
    ]),
    `_INBOX.client.x`,
    '$SYS.REQ.SERVER.PING',
  ];
  const passed: string[] = [];
  for (const subject of forbidden) if (await mayPublish(executor, subject)) passed.push(subject);
  t.deepEqual(passed, []);

  const heard: string[] = [];
  const unheard = [
    '>',
    '*',
    'netraven.>',
    'netraven.tasks.>',
    `netraven.tasks.${SITE}.>`,
    'netraven.snapshots.>',
    'netraven.events.>',
    '_INBOX.>',
    '_INBOX.client.>',
    '_INBOX.dispatcher.>',
    `netraven.control.${OTHER}.cancel`,
    `netraven.outbox.${OTHER}.>`,
    '$KV.>',
    '$JS.>',
    '$SYS.>',
    'netraven.api.>',
    'netraven.jobs.request',
  ];
  for (const subject of unheard) if (await maySubscribe(executor, subject)) heard.push(subject);
  t.deepEqual(heard, []);
});

test('an executor takes the tasks of its site and hands over what it produced', async (t) => {
  await using nats = await startHub();
  const executor = await nats.connect('executor');
  const hub = executor.jetstream({ domain: nats.domain });
  const task = await (await hub.consumers.get('NETRAVEN_TASKS', `${SITE}_bulk`)).next({ expires: 5000 });
  t.is(task?.string(), `of ${SITE}`);
  t.true(await task?.ackAck());
  for (const noun of ['snapshots', 'results', 'outbox']) {
    const subject = noun === 'outbox' ? `netraven.outbox.${SITE}.result.r2` : `netraven.${noun}.${SITE}.r2`;
    t.true((await hub.publish(subject, 'new')).seq > 0, subject);
  }
  const heads = await hub.views.kv(`netraven_head_${SITE}`, { bindOnly: true, allow_direct: false });
  t.is((await heads.get('r1'))?.string(), `of ${SITE}`);
  t.true((await heads.put('r2', 'mine')) > 0);
});

test('a login without inboxes of its own is refused at its first request', async (t) => {
  await using nats = await startHub();
  const { url, user, password } = nats.optionsFor('executor');
  const stranger = await connect({ servers: url, user: user ?? '', pass: password ?? '' });
  const error = await t.throwsAsync<NatsError>(stranger.request(`${API}.INFO`, '', { timeout: 2000 }));
  t.is(error?.code, 'PERMISSIONS_VIOLATION');
  await stranger.close();
  const own = await connectNats({ url, user, password }, { name: 'test', waitMs: 5000 });
  t.is(inboxPrefix(executorUser(SITE)), '_INBOX.executor-fra');
  t.truthy((await own.request(`${API}.INFO`, '', { timeout: 2000 })).data);
  await own.close();
});

test('a git-writer, a reader and a publisher do their part and no more', async (t) => {
  await using nats = await startHub();
  const passed: string[] = [];
  const roles = {
    'git-writer': [
      'netraven.tasks.fra.bulk.x',
      'netraven.jobs.request',
      `${API}.STREAM.DELETE.NETRAVEN_SNAPSHOTS`,
      `${API}.STREAM.MSG.GET.NETRAVEN_TASKS`,
      'netraven.api.status',
    ],
    reader: [
      'netraven.jobs.request',
      'netraven.api.status',
      `${API}.STREAM.PURGE.NETRAVEN_TASKS`,
      `${API}.STREAM.MSG.DELETE.NETRAVEN_TASKS`,
      `${API}.CONSUMER.DURABLE.CREATE.NETRAVEN_TASKS.x`,
      `${API}.DIRECT.GET.NETRAVEN_SNAPSHOTS`,
      '$KV.netraven_head_fra.r1',
      'netraven.tasks.fra.bulk.x',
    ],
    publisher: [
      'netraven.api.status',
      'netraven.tasks.fra.bulk.x',
      `${API}.INFO`,
      `${API}.STREAM.NAMES`,
      'netraven.events.hub.job.done',
      '$SRV.PING',
    ],
    client: [
      'netraven.tasks.fra.bulk.x',
      'netraven.results.fra.x',
      'netraven.snapshots.fra.x',
      `${API}.STREAM.DELETE.NETRAVEN_TASKS`,
      `${API}.STREAM.PURGE.NETRAVEN_TASKS`,
      `${API}.STREAM.UPDATE.NETRAVEN_TASKS`,
    ],
    dispatcher: [
      'netraven.results.fra.x',
      'netraven.outbox.fra.result.x',
      `${API}.STREAM.DELETE.NETRAVEN_TASKS`,
      `${API}.STREAM.PURGE.NETRAVEN_TASKS`,
      '$KV.netraven_head_fra.r1',
    ],
  } as const;
  for (const [role, subjects] of Object.entries(roles) as [keyof typeof roles, readonly string[]][]) {
    const connection = await nats.connect(role);
    for (const subject of subjects)
      if (await mayPublish(connection, subject)) passed.push(`${role} ${subject}`);
    if (await maySubscribe(connection, '>')) passed.push(`${role} listens to >`);
    if (await maySubscribe(connection, '_INBOX.executor-fra.>'))
      passed.push(`${role} listens to inboxes of fra`);
  }
  t.deepEqual(passed, []);

  const publisher = await nats.connect('publisher');
  t.is((await publisher.jetstream().publish('netraven.jobs.request', '{}')).stream, 'NETRAVEN_JOBS');
  const reader = await nats.connect('reader');
  const manager = await reader.jetstreamManager();
  const info = await manager.streams.info('NETRAVEN_TASKS', { subjects_filter: '>' });
  t.is(info.state.messages, 2);
  t.is((await manager.streams.getMessage('NETRAVEN_TASKS', { seq: 1 })).string(), `of ${SITE}`);
});
