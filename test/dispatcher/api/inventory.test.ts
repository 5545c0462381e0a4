import test from 'ava';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

const RECIPIENT = `age1${'q'.repeat(58)}`;
const SEALED = '-----BEGIN AGE ENCRYPTED FILE-----\nx\n-----END AGE ENCRYPTED FILE-----\n';
const credential = (name: string, fields: object = {}) => ({
  name,
  username: 'backup',
  sealed: { default: SEALED },
  holds: ['password' as const],
  ...fields,
});

test('a site keeps its key until another is given, and goes only without devices', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  t.deepEqual(await system.call('site.add', { name: 'fra', recipient: RECIPIENT }), { created: true });
  t.deepEqual(await system.call('site.add', { name: 'fra', recipient: null }), { created: false });
  await system.call('device.import', {
    devices: [{ name: 'r1', host: '192.0.2.1', platform: 'vyos', site: 'fra' }],
  });
  t.deepEqual(await system.call('site.list', {}), {
    sites: [
      { name: 'default', recipient: null, devices: 0 },
      { name: 'fra', recipient: RECIPIENT, devices: 1 },
    ],
  });
  await t.throwsAsync(system.call('site.remove', { name: 'fra' }), {
    code: 'NETRAVEN_CONFLICT',
    message: 'site fra has 1 devices',
  });
  t.deepEqual(await system.call('device.remove', { names: ['r1', 'unknown'] }), { removed: 1 });
  t.deepEqual(await system.call('site.remove', { name: 'fra' }), { removed: true });
  t.deepEqual(await system.call('site.remove', { name: 'fra' }), { removed: false });
});

test('credentials are listed in the order they are tried, without their secrets', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('credential.add', credential('general', { priority: 200 }));
  await system.call('credential.add', credential('special', { tags: ['core'], priority: 10 }));
  await t.throwsAsync(system.call('credential.add', credential('general')), {
    code: 'NETRAVEN_CONFLICT',
    message: 'credential general exists already',
  });
  t.deepEqual(
    await system.call('credential.add', credential('general', { replace: true, username: 'new' })),
    {
      replaced: true,
    },
  );
  await t.throwsAsync(system.call('credential.add', credential('elsewhere', { sealed: { ams: SEALED } })), {
    code: 'NETRAVEN_NOT_FOUND',
    message: 'credential elsewhere: no such site: ams',
  });
  t.deepEqual(await system.call('credential.list', {}), {
    credentials: [
      {
        name: 'special',
        username: 'backup',
        tags: ['core'],
        sites: ['default'],
        priority: 10,
        holds: ['password'],
        everySite: true,
        canShare: false,
      },
      {
        name: 'general',
        username: 'new',
        tags: [],
        sites: ['default'],
        priority: 100,
        holds: ['password'],
        everySite: true,
        canShare: false,
      },
    ],
  });
  t.deepEqual(await system.call('credential.remove', { name: 'special' }), { removed: true });
  t.deepEqual(await system.call('credential.remove', { name: 'special' }), { removed: false });
});

test('a device is shown with what the next session would use', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('credential.add', credential('general', { priority: 200 }));
  await system.call('credential.add', credential('core', { tags: ['core'] }));
  await system.call('credential.add', credential('edge', { tags: ['edge'] }));
  await system.call('device.import', {
    devices: [
      { name: 'r1', host: '2001:db8::1', platform: 'vyos', tags: ['core'], limits: { idleMs: 9000 } },
    ],
  });
  await system.query(
    `insert into host_key (device_id, type, fingerprint, pinned_at)
     select id, 'ssh-ed25519', 'SHA256:abc', '2026-01-02T03:04:05Z' from device`,
  );
  t.deepEqual(await system.call('device.show', { name: 'r1' }), {
    name: 'r1',
    host: '2001:db8::1',
    port: 22,
    platform: 'vyos',
    site: 'default',
    tags: ['core'],
    path: 'default/r1.cfg',
    lastOutcome: null,
    lastOutcomeAt: null,
    lastErrorCode: null,
    circuit: null,
    algorithms: 'modern',
    hostKeyPolicy: 'trust-on-first-use',
    hostKeys: [{ type: 'ssh-ed25519', fingerprint: 'SHA256:abc', pinnedAt: '2026-01-02T03:04:05.000Z' }],
    jumps: [],
    limits: { idleMs: 9000 },
    facts: null,
    credentials: ['core', 'general'],
    versions: 0,
    lastCommit: null,
    lastCapturedAt: null,
  });
  t.deepEqual(await system.call('device.forget-host-key', { name: 'r1' }), { removed: 1 });
  t.deepEqual((await system.call('device.show', { name: 'r1' })).hostKeys, []);
  await t.throwsAsync(system.call('device.show', { name: 'r2' }), { code: 'NETRAVEN_NOT_FOUND' });
  await t.throwsAsync(system.call('device.forget-host-key', { name: 'r2' }), { code: 'NETRAVEN_NOT_FOUND' });
});

test('devices are listed by page and chosen by every kind of filter at once', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('site.add', { name: 'fra', recipient: null });
  const device = (name: string, fields: object) => ({ name, host: '192.0.2.1', platform: 'vyos', ...fields });
  await system.call('device.import', {
    devices: [
      device('a', { tags: ['core'] }),
      device('b', { tags: ['core', 'edge'], site: 'fra' }),
      device('c', { tags: ['edge'], platform: 'eos' }),
    ],
  });
  const names = async (selection: object) => {
    const { devices, total } = await system.call('device.list', selection);
    t.is(devices.length, total);
    return devices.map(({ name }) => name).join('');
  };
  t.is(await names({}), 'abc');
  t.is(await names({ tags: ['core', 'edge'] }), 'abc');
  t.is(await names({ tags: ['core'], sites: ['fra'] }), 'b');
  t.is(await names({ platforms: ['arista_eos'] }), 'c');
  t.is(await names({ platforms: ['eos', 'vyos'], tags: ['edge'] }), 'bc');
  t.is(await names({ devices: ['a', 'c'] }), 'ac');
  const refused: [
    selection: { devices?: string[]; sites?: string[]; platforms?: string[] },
    message: string,
  ][] = [
    [{ devices: ['a', 'core-1'] }, 'device core-1 is not in the inventory'],
    [{ sites: ['fran'] }, 'site fran does not exist; did you mean fra?'],
    [{ platforms: ['arista_oes'] }, 'no such platform: arista_oes; did you mean arista_eos, '],
  ];
  for (const [selection, message] of refused) {
    const error = await t.throwsAsync(system.call('device.list', selection), { code: 'NETRAVEN_NOT_FOUND' });
    t.true(error.message.startsWith(message), error.message);
  }
  const first = await system.call('device.list', { limit: 2 });
  t.deepEqual([first.devices.map(({ name }) => name), first.next, first.total], [['a', 'b'], 'b', 3]);
  const second = await system.call('device.list', { limit: 2, after: 'b' });
  t.deepEqual([second.devices.map(({ name }) => name), second.next], [['c'], null]);
  t.deepEqual(await system.call('device.select', { devices: ['a', 'x'], sites: ['ams', 'default'] }), {
    count: 1,
    unknownDevices: ['x'],
    unknownSites: ['ams'],
  });
  t.deepEqual(await system.call('device.select', {}), { count: 0, unknownDevices: [], unknownSites: [] });
});

test('devices that are not backed up as they should be are counted, and listed by their last outcome', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('device.import', {
    devices: [
      { name: 'a', host: 'a', platform: 'vyos', tags: ['core'] },
      { name: 'b', host: 'b', platform: 'no_such_os' },
      { name: 'c', host: 'c', platform: 'vyos' },
    ],
  });
  await system.call('credential.add', credential('core', { tags: ['core'] }));
  await system.query(`update device set last_outcome = 'failed' where name = 'a'`);
  await system.query(
    `insert into config_head (device_name, fence, commit, hash, bytes, text, captured_at)
     values ('c', '1-1-1', 'x', 'h', 1, 'x', now())`,
  );
  t.deepEqual((await system.call('status', {})).concerns, {
    failed: 1,
    neverBackedUp: 2,
    withoutCredential: { devices: 2, example: 'b' },
    unknownPlatform: { devices: 1, platforms: ['no_such_os'] },
  });
  const names = async (outcomes: ('failed' | 'never')[]) => {
    const { devices, total } = await system.call('device.list', { outcomes });
    return [total, ...devices.map(({ name }) => name)];
  };
  t.deepEqual(await names(['failed']), [1, 'a']);
  t.deepEqual(await names(['never']), [2, 'b', 'c']);
  t.deepEqual(await names(['failed', 'never']), [3, 'a', 'b', 'c']);
});
