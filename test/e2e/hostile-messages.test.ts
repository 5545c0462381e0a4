import { endpoints, gitEndpoints, gitSubject, siteEndpoints } from '@netraven/common/api';
import { errorRecordSchema, type Result, subjects } from '@netraven/common/message';
import test from 'ava';
import { headers } from 'nats';
import { until } from '../dispatcher/helpers/until.ts';
import { makeSnapshot } from '../git-writer/helpers/make-snapshot.ts';
import { makeTask } from '../helpers/make-task.ts';
import { mangled, otherVersions, shapeless, withFields } from './helpers/hostile-bodies.ts';
import { startWhole, type WholeSystem } from './helpers/start-whole.ts';

const NOW = '2026-01-02T03:04:05.000Z';
const SITE = 'default';

const task = makeTask({ device: { name: 'd1' }, site: SITE, id: 'j-1', job: 'j', maxAttempts: 1 });
const snapshot = makeSnapshot({ device: 1 });
const result: Result = {
  v: 1,
  task: 'j-1',
  job: 'j',
  site: SITE,
  device: { id: 1, name: 'device-1' },
  attempt: 1,
  fence: '1-5-1',
  capture: 'j-1.1-5-1',
  outcome: 'failed',
  error: null,
  executor: 'e1',
  credential: null,
  startedAt: NOW,
  finishedAt: NOW,
  sessionMs: 1,
  log: [],
  connectionLog: null,
  facts: null,
  hostKey: null,
  jumpHostKeys: [],
  quarantine: null,
  latestSealed: null,
  latestSealedTo: null,
};
const event = { v: 1, at: NOW, noun: 'task', what: 'done', data: { task: 'j-1' } };

interface Target {
  /** Where each message goes; a number makes it one of its own, where the broker takes one message a subject. */
  readonly subject: (index: number) => string;
  /** Each of these is refused, with an event that says why. */
  readonly refused: readonly Uint8Array[];
  /** Each of these may pass or not, and does no harm. */
  readonly mangled: readonly Uint8Array[];
  /** Where the refusal is told, when it is not where the message went. */
  readonly toldAs?: string;
}

const snapshotTarget: Pick<Target, 'refused' | 'mangled'> = {
  refused: [
    ...shapeless,
    ...otherVersions(snapshot),
    ...withFields(snapshot, [
      { site: 'nowhere' },
      { site: '../x' },
      { device: { ...snapshot.device, name: '../../etc/passwd' } },
      { device: { ...snapshot.device, name: 'device-2' } },
      { device: { ...snapshot.device, path: '../../etc/passwd' } },
      { device: { ...snapshot.device, path: 'default/device-2.cfg' } },
      { device: { ...snapshot.device, id: 2 ** 40 } },
      { device: { ...snapshot.device, epoch: 2 } },
      { fence: `1-${'9'.repeat(30)}-1` },
      { capture: 'other' },
      { capturedAt: 'yesterday' },
      { content: { kind: 'chunks', count: 1e9, bytes: 1, sha256: 'x' } },
    ]),
  ],
  // Of a device that nobody knows: what is left of its own would be stored.
  mangled: mangled(makeSnapshot({ device: 999 })),
};
const resultTarget: Pick<Target, 'refused' | 'mangled'> = {
  refused: [
    ...shapeless,
    ...otherVersions(result),
    ...withFields(result, [
      { site: 'nowhere' },
      { site: 'other' },
      { task: 'nobody-knows' },
      { job: 'other' },
      { device: { id: 2, name: 'device-2' } },
      { device: { id: 2, name: 'device-1' } },
      { device: { id: 2 ** 40, name: 'device-1' } },
      { attempt: 1e308 },
      { sessionMs: 1e300 },
      { fence: '../../1' },
      { outcome: 'splendid' },
    ]),
  ],
  mangled: mangled({ ...result, outcome: 'retry' }),
};

/**
 * One row for each of netraven's subjects; a new one does not compile without its row. Filters are read, never
 * published to, and what a service answers is tried below.
 */
const targets = {
  jobRequest: {
    subject: () => subjects.jobRequest,
    refused: [
      ...shapeless,
      ...otherVersions({ id: 'x', all: true }),
      ...withFields({ v: 1, devices: ['d1'] }, [
        { devices: [] },
        { devices: ['../../etc/passwd'] },
        { devices: 'd1' },
        { sites: ['HQ Berlin'] },
        { sites: ['../x'] },
        { id: '../x' },
        { id: 'x'.repeat(1000) },
        { lane: 'fast' },
        { deadlineSeconds: 1e308 },
        { reason: 'a\u0000b' },
      ]),
    ],
    mangled: mangled({ v: 1, id: 'mangled', devices: ['nobody'], reason: '' }),
  },
  task: {
    subject: (index) => subjects.task(SITE, index % 2 === 0 ? 'bulk' : 'urgent', `d${index}`),
    refused: [
      ...shapeless,
      ...otherVersions(task),
      ...withFields(task, [
        { site: 'nowhere' },
        { device: { ...task.device, name: '../../etc/passwd' } },
        { device: { ...task.device, id: 2 ** 40 } },
        { device: { ...task.device, name: 'another' } },
        { device: { ...task.device, port: 1e9 } },
        { id: '../x' },
        { maxAttempts: -1 },
        { limits: { ...task.limits, sessionMs: -1 } },
      ]),
    ],
    mangled: mangled(task),
  },
  snapshot: { subject: () => subjects.snapshot(SITE, 'device-1'), ...snapshotTarget },
  result: { subject: () => subjects.result(SITE, 'device-1'), ...resultTarget },
  control: {
    subject: () => subjects.control(SITE, 'cancel'),
    refused: [...shapeless, ...otherVersions({ task: 'j-1' }), ...withFields({ v: 1 }, [{ task: 7 }])],
    mangled: mangled({ v: 1, task: 'j-1' }),
  },
  event: {
    subject: (index) => subjects.event(SITE, 'task', index % 2 === 0 ? 'done' : 'started'),
    refused: [],
    mangled: [...shapeless, ...otherVersions(event), ...mangled(event)],
  },
  chunk: {
    subject: (index) => subjects.chunk(SITE, 'j-1.1-5-1', index),
    refused: [],
    mangled: shapeless,
  },
  outbox: {
    subject: () => subjects.outbox(SITE, 'snapshot', 'device-1'),
    toldAs: subjects.snapshot(SITE, 'device-1'),
    ...snapshotTarget,
  },
  outboxChunk: {
    subject: (index) => subjects.outboxChunk(SITE, 'device-1', 'j-1.1-5-1', index),
    refused: [],
    mangled: shapeless,
  },
  tasksOfLane: null,
  outboxOfKind: null,
  siteRequest: null,
} as const satisfies Readonly<Record<keyof typeof subjects, Target | null>>;

/** The other kinds of an outbox. */
const outboxes: Readonly<Record<string, Target>> = {
  'outbox of results': { subject: () => subjects.outbox(SITE, 'result', 'device-1'), ...resultTarget },
  'outbox of events': {
    subject: () => subjects.outbox(SITE, 'event', 'device-1'),
    refused: [
      ...shapeless,
      ...otherVersions(event),
      ...withFields(event, [{ noun: 'passwd' }, { what: '../x' }]),
    ],
    mangled: mangled(event),
  },
};

const queues = ['JOBS', 'TASKS', 'SNAPSHOTS', 'RESULTS', `OUTBOX_${SITE}`].map((name) => `NETRAVEN_${name}`);

async function areEmpty({ system }: WholeSystem): Promise<boolean> {
  const manager = await system.connection.jetstreamManager();
  const infos = await Promise.all(queues.map((name) => manager.streams.info(name)));
  return infos.every(({ state }) => state.messages === 0);
}

/** Two devices, the task of one, and nothing that could be backed up. */
async function enterDevices({ system }: WholeSystem): Promise<void> {
  await system.query(
    `insert into device (id, name, host, port, platform, site, path, created_at, updated_at)
     select id, 'device-' || id, '127.0.0.1', 1, 'cisco_ios', 'default', 'default/device-' || id || '.cfg', now(), now()
     from generate_series(1, 2) as id`,
  );
  await system.query(
    `insert into job (id, status, lane, selection, requested_at, expanded_at)
     values ('j', 'RUNNING', 'bulk', '{}', now(), now())`,
  );
  await system.query(
    `insert into task (id, job_id, device_id, device_name, site, lane, requested_at, published_at, captured_at)
     values ('j-1', 'j', 1, 'device-1', 'default', 'bulk', now(), now(), now())`,
  );
}

test('whatever is sent to any subject is refused with a reason or does no harm, once, and work goes on', async (t) => {
  t.timeout(240_000);
  const whole = await startWhole(t);
  const { system } = whole;
  await enterDevices(whole);
  const { events } = system.watchEvents('netraven.events.*.message.refused');
  const forged = headers();
  forged.set('Nats-Msg-Id', '');
  forged.set('traceparent', `../${'x'.repeat(5000)}`);
  const send = (target: Target, body: Uint8Array, index: number) =>
    system.connection.publish(target.subject(index), body, { headers: forged });
  const all = { ...targets, ...outboxes };
  for (const [name, target] of Object.entries<Target | null>(all)) {
    if (target === null) continue;
    const told = target.toldAs ?? target.subject(0);
    const subjectsTold = new Set([told, ...target.refused.map((_, index) => target.subject(index))]);
    const before = events.length;
    for (const [index, body] of target.refused.entries()) send(target, body, index);
    const refusals = () => events.slice(before).filter(({ data }) => subjectsTold.has(String(data.subject)));
    await until(
      `${name}: ${target.refused.length} refused`,
      async () => refusals().length >= target.refused.length,
    );
    await until(`${name}: no message left`, () => areEmpty(whole));
    t.is(refusals().length, target.refused.length, name);
    for (const { data } of refusals()) t.regex(String(data.reason), /\w \w/, name);
    for (const [index, body] of target.mangled.entries()) send(target, body, target.refused.length + index);
    await system.connection.flush();
    await until(`${name}: no mangled message left`, () => areEmpty(whole));
  }
  t.deepEqual(await system.query(`select id, outcome, "commit" from task where job_id = 'j'`), [
    { id: 'j-1', outcome: null, commit: null },
  ]);
  t.deepEqual(await system.query('select * from config_version'), []);
  t.deepEqual(whole.writer.status(), 'writing');
  await system.request({ v: 1, id: 'after', devices: ['device-2'] });
  const job = await until('a job after all of it', async () => {
    const found = await system.call('job.show', { id: 'after' }).catch(() => null);
    return found?.finishedAt ? found : null;
  });
  t.deepEqual(job.outcomes, { failed: 1 });
});

test('the broker refuses what no consumer would ever read, and what names no device or site is taken off its queue', async (t) => {
  t.timeout(120_000);
  const whole = await startWhole(t);
  const { connection } = whole.system;
  const { events } = whole.system.watchEvents('netraven.events.*.message.refused');
  for (const subject of [
    'netraven.tasks.default.fast.d1',
    'netraven.tasks.default.bulk.d1.x',
    'netraven.tasks.default',
    'netraven.outbox.default.passwd.d1',
    'netraven.outbox.default.chunk.d1',
    'netraven.outbox.nowhere.result.d1',
    'netraven.jobs.other',
  ])
    await t.throwsAsync(connection.jetstream().publish(subject, '{}'), { code: '503' }, subject);
  const taken = [
    [subjects.task('nowhere', 'bulk', 'd1'), task],
    ['netraven.snapshots.default', snapshot],
    ['netraven.snapshots.default.device-1.x', snapshot],
    ['netraven.results.default', result],
    ['netraven.results.default.device-1.x', result],
  ] as const;
  for (const [subject, body] of taken) await connection.jetstream().publish(subject, JSON.stringify(body));
  await until('each of them refused', async () => events.length >= taken.length);
  await until('nothing left', () => areEmpty(whole));
  t.deepEqual(
    events.map(({ data: { subject } }) => subject).toSorted(),
    taken.map(([subject]) => subject).toSorted(),
  );
  const reasons = new Map(events.map(({ data: { subject, reason } }) => [subject, reason]));
  t.is(reasons.get('netraven.tasks.nowhere.bulk.d1'), 'task: site: there is no site nowhere');
});

test('every endpoint answers what it cannot read with the reason, and goes on', async (t) => {
  t.timeout(120_000);
  const { system } = await startWhole(t);
  const addresses = [
    ...Object.keys(endpoints).map((name) => `netraven.api.${name}`),
    ...Object.keys(gitEndpoints).flatMap((name) => (name in gitEndpoints ? gitSubject(name as 'show') : [])),
    ...Object.keys(siteEndpoints).map((name) => subjects.siteRequest(SITE, name)),
  ];
  const bodies = [...shapeless, Buffer.from('{"hostile":{"a":[1e308]}}')];
  for (const subject of addresses) {
    for (const body of bodies) {
      const answer = await system.connection.request(subject, body, { timeout: 20_000 });
      const what = `${subject}: ${Buffer.from(body.subarray(0, 40))}`;
      const { code } = errorRecordSchema.parse(answer.json());
      t.is(code, 'NETRAVEN_MESSAGE_INVALID', what);
    }
  }
});
