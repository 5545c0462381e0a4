import test from 'ava';
import { acceptRequests } from '../../../packages/dispatcher/src/job/accept-requests.ts';
import { override } from '../helpers/override.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';
import { until } from '../helpers/until.ts';

const jobs = ({ query }: TestSystem) =>
  query<{ id: string; requested_by: string; at: string }>(
    `select id, requested_by, to_json(requested_at) #>> '{}' as at from job order by requested_by`,
  );

async function queueIsEmpty({ connection }: TestSystem): Promise<boolean> {
  const manager = await connection.jetstreamManager();
  const { num_pending, num_ack_pending } = await manager.consumers.info('NETRAVEN_JOBS', 'dispatcher');
  return num_pending === 0 && num_ack_pending === 0;
}

test('two requests with the same id are one job, the first', async (t) => {
  await using system = await startTestSystem();
  await system.request({ v: 1, id: 'nightly-7', all: true, requestedBy: 'first' });
  await system.request({ v: 1, id: 'nightly-7', all: true, requestedBy: 'second' });
  await using _dispatcher = await system.startDispatcher();
  await until('an empty queue', () => queueIsEmpty(system));
  t.deepEqual(
    (await jobs(system)).map(({ id, requested_by }) => ({ id, requested_by })),
    [{ id: 'nightly-7', requested_by: 'first' }],
  );
});

test('a request without id is named by its message id, and by its place in the stream without either', async (t) => {
  await using system = await startTestSystem();
  await system.request({ v: 1, all: true, requestedBy: 'by message id' }, 'cmdb-42');
  await system.request({ v: 1, all: true, requestedBy: 'by place' }, 'not a job id');
  await using _dispatcher = await system.startDispatcher();
  const found = await until('two jobs', async () => {
    const rows = await jobs(system);
    return rows.length === 2 && rows;
  });
  const requestedAt = new Date(found[1]?.at ?? '').getTime();
  t.deepEqual(
    found.map(({ id, requested_by }) => ({ id, requested_by })),
    [
      { id: 'cmdb-42', requested_by: 'by message id' },
      { id: `${requestedAt.toString(36)}-2`, requested_by: 'by place' },
    ],
  );
});

test('a dispatcher that dies between the row and the acknowledgement leaves one job', async (t) => {
  await using system = await startTestSystem();
  await system.request({ v: 1, all: true, requestedBy: 'once' });
  const dispatcher = await system.openDispatcher();
  const stop = new AbortController();
  const execute = async (...args: [string, unknown[]]) => {
    await dispatcher.inventory.em.fork().execute(...args);
    throw new Error('the connection broke after the commit');
  };
  const inventory = override(dispatcher.inventory, { em: { fork: () => ({ execute }) } });
  const first = acceptRequests({ ...dispatcher, inventory }, stop.signal);
  await until('the row', async () => (await jobs(system)).length === 1);
  stop.abort();
  await first;
  await using _dispatcher = await system.startDispatcher();
  await until('an empty queue', () => queueIsEmpty(system));
  const [job, ...others] = await jobs(system);
  t.is(job?.requested_by, 'once');
  t.deepEqual(others, []);
});

const malformed: readonly (readonly [string, unknown, string])[] = [
  ['no JSON', Buffer.from('{"v":1,'), 'job request: the body is not JSON'],
  ['an empty body', Buffer.alloc(0), 'job request: the body is not JSON'],
  ['another version', { v: 2, all: true }, 'job request: v: must be 1, got "2"'],
  [
    'no selection',
    { v: 1, id: 'job-without-selection' },
    'job request: value: needs one of devices, tags, sites, platforms, or all: true',
  ],
  [
    'an unknown field',
    { v: 1, all: true, device: 'core-1' },
    'job request: has unknown fields: "device" (did you mean devices?)',
  ],
  [
    'a name like a path',
    { v: 1, devices: ['../../etc/passwd'] },
    'job request: devices.0: must hold no slash and not consist of dots, got "../../etc/passwd"',
  ],
  [
    'a site that cannot be',
    { v: 1, sites: ['HQ Berlin'] },
    'job request: sites.0: must be 1 to 32 of a-z, 0-9 and -, not starting with -, got "HQ Berlin"',
  ],
  [
    'a value PostgreSQL refuses',
    { v: 1, all: true, reason: 'a\u0000b' },
    'job request: reason: must be text without NUL or broken surrogates',
  ],
  [
    'a deep nest of arrays',
    Buffer.from(`{"v":1,"devices":${'['.repeat(500_000)}${']'.repeat(500_000)}}`),
    'job request: devices.0: must be text, not a list',
  ],
];

test('each malformed request is refused with its reason, and the next one is served', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const { events } = system.watchEvents('netraven.events.hub.message.refused');
  for (const [, body] of malformed)
    await system.request(body, `bad-${malformed.findIndex(([, b]) => b === body)}`);
  await system.request({ v: 1, id: 'good', all: true });
  await until('the good job and all refusals', async () => {
    const rows = await jobs(system);
    return rows.length === 1 && events.length === malformed.length;
  });
  await until('an empty queue', () => queueIsEmpty(system));
  t.deepEqual(
    events.map(({ data }) => data),
    malformed.map(([, , reason], index) => ({
      stream: 'NETRAVEN_JOBS',
      subject: 'netraven.jobs.request',
      sequence: index + 1,
      messageId: `bad-${index}`,
      code: 'NETRAVEN_MESSAGE_INVALID',
      reason,
    })),
  );
  t.deepEqual(
    (await jobs(system)).map(({ id }) => id),
    ['good'],
  );
});

test('while the database is away no request is pulled, and none is lost', async (t) => {
  await using system = await startTestSystem();
  const dispatcher = await system.openDispatcher();
  const stop = new AbortController();
  let isAway = true;
  let calls = 0;
  const execute = (...args: [string, unknown[]]) => {
    calls += 1;
    if (isAway) throw new Error('the database is away');
    return dispatcher.inventory.em.fork().execute(...args);
  };
  const inventory = override(dispatcher.inventory, { em: { fork: () => ({ execute }) } });
  for (const id of ['a', 'b', 'c']) await system.request({ v: 1, id, all: true });
  const running = acceptRequests({ ...dispatcher, inventory }, stop.signal);
  await until('two failing calls', async () => calls >= 2);
  const manager = await system.connection.jetstreamManager();
  const { delivered } = await manager.consumers.info('NETRAVEN_JOBS', 'dispatcher');
  t.is(delivered.consumer_seq, 1);
  isAway = false;
  await until('all jobs', async () => (await jobs(system)).length === 3);
  stop.abort();
  await running;
  t.true(await queueIsEmpty(system));
});
