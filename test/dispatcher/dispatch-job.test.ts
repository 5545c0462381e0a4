import { taskSchema } from '@netraven/common/message';
import test from 'ava';
import { queuedTasks, seedDevices } from './helpers/seed-devices.ts';
import { spawnDispatcher } from './helpers/spawn-dispatcher.ts';
import { startTestSystem } from './helpers/start-dispatcher.ts';
import { until } from './helpers/until.ts';

test('a request becomes one task message per device, with all an executor needs', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('device.import', {
    devices: [
      { name: 'core-1', host: '192.0.2.1', platform: 'ios', tags: ['core'] },
      {
        name: 'edge-1',
        host: 'edge-1.example',
        port: 2222,
        platform: 'junos',
        tags: ['edge'],
        jumps: ['core-1'],
        limits: { idleMs: 5000 },
      },
    ],
  });
  const sealed = (text: string) =>
    `-----BEGIN AGE ENCRYPTED FILE-----\n${text}\n-----END AGE ENCRYPTED FILE-----\n`;
  const add = (name: string, tags: string[], priority: number) =>
    system.call('credential.add', {
      name,
      username: name,
      sealed: { default: sealed(name) },
      holds: ['password'],
      tags,
      priority,
    });
  await add('everywhere', [], 200);
  await add('edge-only', ['edge'], 50);
  await add('core-only', ['core'], 50);
  await system.query(
    `insert into host_key (device_id, type, fingerprint, pinned_at)
     select id, 'ssh-ed25519', 'SHA256:' || name, now() from device`,
  );
  await system.query(
    `update device set settled_fence = '1-100-7', facts = '{"serial":"FX1","hostname":"edge"}' where name = 'edge-1'`,
  );
  await system.query(
    `insert into config_head (device_name, fence, commit, hash, bytes, text, captured_at)
     values ('edge-1', '1-100-6', repeat('c', 40), repeat('d', 64), 12, 'set version', now())`,
  );
  await system.request({ v: 1, id: 'job-1', devices: ['edge-1'], lane: 'urgent', deadlineSeconds: 3600 });

  const manager = await system.connection.jetstreamManager();
  const message = await until('the task', () =>
    manager.streams
      .getMessage('NETRAVEN_TASKS', { last_by_subj: 'netraven.tasks.default.urgent.edge-1' })
      .catch(() => null),
  );
  const task = taskSchema.parse(message.json());
  const [device] = await system.query<{ id: number }>(`select id from device where name = 'edge-1'`);
  t.is(message.header.get('Nats-Msg-Id'), task.id);
  t.is(Date.parse(task.deadlineAt ?? '') - Date.parse(task.requestedAt), 3_600_000);
  t.deepEqual(task, {
    v: 1,
    id: `job-1-${device?.id}`,
    job: 'job-1',
    site: 'default',
    lane: 'urgent',
    requestedAt: task.requestedAt,
    deadlineAt: task.deadlineAt,
    device: {
      id: device?.id ?? 0,
      name: 'edge-1',
      host: 'edge-1.example',
      port: 2222,
      platform: 'juniper_junos',
      epoch: 1,
      path: 'default/edge-1.cfg',
      serial: 'FX1',
      hostname: 'edge',
    },
    credentials: [
      { name: 'edge-only', username: 'edge-only', sealed: sealed('edge-only') },
      { name: 'everywhere', username: 'everywhere', sealed: sealed('everywhere') },
    ],
    jumps: [
      {
        name: 'core-1',
        device: 1,
        host: '192.0.2.1',
        port: 22,
        credentials: [
          { name: 'core-only', username: 'core-only', sealed: sealed('core-only') },
          { name: 'everywhere', username: 'everywhere', sealed: sealed('everywhere') },
        ],
        hostKeys: ['SHA256:core-1'],
      },
    ],
    hostKey: { policy: 'trust-on-first-use', pinned: ['SHA256:edge-1'] },
    algorithms: 'modern',
    limits: {
      connectMs: 20_000,
      authMs: 30_000,
      idleMs: 5000,
      sessionMs: 600_000,
      outputBytes: 104_857_600,
      shrinkShare: 0.5,
    },
    known: { fence: '1-100-7', hash: 'd'.repeat(64), bytes: 12, sealedTo: null },
    maxAttempts: 3,
    isProbe: true,
    traceparent: null,
  });
});

test('dispatchers killed in the middle of a job leave every device one task, and the next goes on', async (t) => {
  await using system = await startTestSystem();
  const names = await seedDevices(system, 3000);
  await system.request({ v: 1, id: 'big', all: true });
  const published = async () => {
    const [row] = await system.query<{ count: number }>(
      'select count(*)::int as count from task where published_at is not null',
    );
    return row?.count ?? 0;
  };
  for (const enough of [1, 1000]) {
    const { child, ended } = await spawnDispatcher(t, system);
    await until(`${enough} tasks`, async () => (await published()) >= enough);
    child.kill('SIGKILL');
    await ended;
  }
  t.true((await published()) < names.length, 'killed too late to show anything');
  const last = await spawnDispatcher(t, system);
  await until('all tasks', async () => (await published()) === names.length);
  last.child.kill('SIGTERM');
  t.deepEqual(await last.ended, [0, null]);
  t.deepEqual(last.stdout, ['ready']);
  const rows = await system.query<{ id: string; device_name: string }>(
    'select id, device_name from task order by device_name',
  );
  t.deepEqual(
    [...(await queuedTasks(system))],
    rows.map((row) => [row.device_name, row.id]),
  );
  t.deepEqual(
    rows.map((row) => row.device_name),
    names,
  );
});

test('a dispatcher without a database says which setting is missing', async (t) => {
  await using system = await startTestSystem();
  const { ended, stderr, stdout } = await spawnDispatcher(t, system, { settings: {} });
  const [code] = await ended;
  t.not(code, 0);
  t.deepEqual(stdout, []);
  t.true(stderr.join('\n').includes('database.url: the dispatcher needs a database'), stderr.join('\n'));
});

test('a dispatcher told to stop while NATS is away ends by itself', async (t) => {
  await using system = await startTestSystem();
  const { child, ended, stdout } = await spawnDispatcher(t, system);
  await until('ready', async () => stdout.length > 0);
  await system.nats.kill9();
  child.kill('SIGTERM');

  t.deepEqual(await ended, [0, null]);
  t.deepEqual(stdout, ['ready']);
});
