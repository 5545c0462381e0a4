import { zstdCompressSync } from 'node:zlib';
import { type Client, openClient } from '@netraven/client';
import { publishEvent } from '@netraven/common/jetstream';
import test from 'ava';
import { serveApi } from '../cli/helpers/serve-api.ts';
import { recordOutcome, seedDevices } from '../dispatcher/helpers/seed-devices.ts';
import { startTestSystem } from '../dispatcher/helpers/start-dispatcher.ts';
import { until } from '../dispatcher/helpers/until.ts';
import { startTestNats, type TestNats } from '../helpers/start-nats.ts';

function open(nats: TestNats): Promise<Client> {
  const { user, password } = nats.optionsFor('client');
  const login = { url: nats.url, ...(user ? { user } : {}), ...(password ? { password } : {}) };
  return openClient({ nats: login, domain: nats.domain });
}

test('a service asks for a backup, follows it to its end and reads what came of each device', async (t) => {
  await using system = await startTestSystem();
  await seedDevices(system, 2);
  await using _dispatcher = await system.startDispatcher();
  await using client = await open(system.nats);
  const id = await client.submit({ id: 'change-4711', all: true, lane: 'urgent', reason: 'change 4711' });
  t.is(id, 'change-4711');
  t.is(await client.submit({ id, all: true }), id, 'asked again, it is the same job');
  const tasks = await until('both tasks', async () => {
    const found = await client.tasks(id).catch(() => []);
    return found.length === 2 && found;
  });
  const [first, second] = await system.query<{ id: string }>('select id from task order by device_name');
  await recordOutcome(system, first?.id ?? '', 'changed', new Date());
  await recordOutcome(system, second?.id ?? '', 'unchanged', new Date());
  const result = await client.wait(id);
  t.deepEqual(
    { status: result?.job.status, outcomes: result?.job.outcomes, reason: result?.job.reason },
    { status: 'COMPLETED_SUCCESS', outcomes: { changed: 1, unchanged: 1 }, reason: 'change 4711' },
  );
  t.deepEqual(
    result?.tasks.map(({ device, outcome }) => [device, outcome]),
    [
      [tasks[0]?.device, 'changed'],
      [tasks[1]?.device, 'unchanged'],
    ],
  );
  t.deepEqual(
    (await client.tasks(id, ['changed'])).map(({ device }) => device),
    [tasks[0]?.device],
  );
  t.is((await client.call('job.list', {})).jobs.length, 1);
});

test('a request that the dispatcher would refuse is refused before it is sent, naming the field', async (t) => {
  await using nats = await startTestNats();
  await using client = await open(nats);
  await t.throwsAsync(client.submit({}), { code: 'NETRAVEN_MESSAGE_INVALID', message: /all: true/ });
  await t.throwsAsync(client.submit({ devices: ['../etc/passwd'] }), {
    code: 'NETRAVEN_MESSAGE_INVALID',
    message: /devices/,
  });
});

test('a request larger than the broker carries is refused at once, and said to be so', async (t) => {
  await using nats = await startTestNats();
  await using client = await open(nats);
  // As a server of the default size says it.
  Object.assign(client.connection.info ?? {}, { max_payload: 1_048_576 });
  const devices = Array.from({ length: 50_000 }, (_, index) => `${index}`.padStart(50, 'x'));
  await t.throwsAsync(client.submit({ devices }), {
    code: 'NETRAVEN_USAGE',
    message: 'job request: the request is larger than the 1048576 bytes the NATS server carries',
  });
});

test('a configuration of any size is read whole, and as one version', async (t) => {
  await using nats = await startTestNats();
  const text = Array.from({ length: 500 }, (_, line) => `interface Gi0/${line}\n`).join('');
  const packed = zstdCompressSync(Buffer.from(text));
  const asked: (string | undefined)[] = [];
  const version = {
    commit: 'c'.repeat(40),
    capturedAt: '2026-11-23T00:00:00.000Z',
    committedAt: '2026-11-23T00:00:01.000Z',
    added: 1,
    removed: 0,
    change: 'significant',
    job: 'j1',
    bytes: text.length,
    lines: 500,
  };
  await serveApi(await nats.connect(), {
    'config.show': ({ at, offset = 0 }) => {
      asked.push(at);
      const data = packed.subarray(offset, offset + 200).toString('base64');
      return { version, path: 'default/edge-1.cfg', data, total: packed.length };
    },
  });
  await using client = await open(nats);
  t.deepEqual(await client.readConfig('edge-1', '~1'), {
    device: 'edge-1',
    path: 'default/edge-1.cfg',
    version,
    text,
  });
  t.deepEqual(asked, ['~1', ...asked.slice(1).map(() => version.commit)]);
  t.true(asked.length > 1);
});

test('events arrive as they happen, and what is none is passed over', async (t) => {
  await using nats = await startTestNats();
  const service = await nats.connect();
  await using client = await open(nats);
  const events = client.events('ams.task.>');
  const next = events.next();
  await client.connection.flush();
  service.publish('netraven.events.ams.task.ended', 'not an event');
  publishEvent(service, 'oslo', { noun: 'task', what: 'ended', data: { device: 'far' } });
  publishEvent(service, 'ams', { noun: 'task', what: 'ended', data: { device: 'edge-1' } });
  const { value } = await next;
  t.like(value, { noun: 'task', what: 'ended', data: { device: 'edge-1' } });
  await events.return(undefined);
});

test('without a dispatcher a call says so at once', async (t) => {
  await using nats = await startTestNats();
  await using client = await open(nats);
  await t.throwsAsync(client.call('job.list', {}), {
    code: 'NETRAVEN_API_UNREACHABLE',
    message: /no dispatcher is running/,
  });
});
