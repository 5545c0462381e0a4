import test from 'ava';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

const row = (name: string, fields: object = {}) => ({
  name,
  host: '192.0.2.1',
  platform: 'cisco_ios',
  ...fields,
});

test('an import with wrong rows lists each with its reason, and imports nothing', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const result = await system.call('device.import', {
    devices: [
      row('good-1'),
      row('bad port', { port: 22 }),
      row('bad-port', { port: 70_000 }),
      row('bad-site', { site: 'atlantis' }),
      row('good-1', { host: '192.0.2.2' }),
      row('bad-jump', { jumps: ['nowhere'] }),
      row('self-jump', { jumps: ['self-jump'] }),
      { name: 'no-host', platform: 'cisco_ios' },
      'not a row',
      row('odd-platform', { platform: 'cisco_iso' }),
      row('extra', { colour: 'red' }),
    ],
  });
  t.deepEqual(result, {
    added: 0,
    updated: 0,
    unchanged: 0,
    errors: [
      {
        row: 2,
        name: 'bad port',
        reason: 'name: must hold no blanks or control characters, got "bad port"',
      },
      { row: 3, name: 'bad-port', reason: 'port: must be 1 to 65535, got "70000"' },
      { row: 4, name: 'bad-site', reason: 'site: must exist, got "atlantis"' },
      { row: 5, name: 'good-1', reason: 'name: must be unique, is in row 1 already' },
      {
        row: 6,
        name: 'bad-jump',
        reason: 'jumps: must be devices of the inventory, got "nowhere"',
      },
      {
        row: 7,
        name: 'self-jump',
        reason: 'jumps: must not hold the device itself, got "self-jump"',
      },
      { row: 8, name: 'no-host', reason: 'host: is required' },
      { row: 9, name: '', reason: 'value: must be a mapping, got "not a row"' },
      { row: 11, name: 'extra', reason: 'has unknown fields: "colour"' },
    ],
    warnings: [
      {
        row: 10,
        name: 'odd-platform',
        reason: result.warnings[0]?.reason ?? '',
      },
    ],
  });
  t.regex(
    result.warnings[0]?.reason ?? '',
    /^platform: "cisco_iso" is not known here, its backups will fail; did you mean cisco_ios, \w+, \w+\?$/,
  );
  t.deepEqual(await system.query('select name from device'), []);
});

test('devices are added, updated or left alone; a dry run only says so', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const first = { devices: [row('a', { tags: ['x', 'y'] }), row('b', { platform: 'ios' }), row('c')] };
  const added = { added: 3, updated: 0, unchanged: 0, errors: [], warnings: [] };
  t.deepEqual(await system.call('device.import', { ...first, dryRun: true }), added);
  t.deepEqual((await system.call('device.list', {})).total, 0);
  t.deepEqual(await system.call('device.import', first), added);
  const second = {
    devices: [row('a', { tags: ['y', 'x'] }), row('b', { host: '192.0.2.9' }), row('d', { jumps: ['a'] })],
  };
  const updated = { added: 1, updated: 1, unchanged: 1, errors: [], warnings: [] };
  t.deepEqual(await system.call('device.import', second), updated);
  const { devices } = await system.call('device.list', {});
  t.deepEqual(
    devices.map(({ name, host, platform, path }) => ({ name, host, platform, path })),
    [
      { name: 'a', host: '192.0.2.1', platform: 'cisco_ios', path: 'default/a.cfg' },
      { name: 'b', host: '192.0.2.9', platform: 'cisco_ios', path: 'default/b.cfg' },
      { name: 'c', host: '192.0.2.1', platform: 'cisco_ios', path: 'default/c.cfg' },
      { name: 'd', host: '192.0.2.1', platform: 'cisco_ios', path: 'default/d.cfg' },
    ],
  );
});

test('adding without updating refuses names that exist', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('device.import', { devices: [row('a')] });
  const { errors } = await system.call('device.import', { devices: [row('a'), row('b')], update: false });
  t.deepEqual(errors, [{ row: 1, name: 'a', reason: 'name: must be new, is in the inventory already' }]);
  t.is((await system.call('device.list', {})).total, 1);
});

test('names that differ only in case get paths of their own, which stay', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('device.import', { devices: [row('edge'), row('EDGE')] });
  const paths = async () =>
    (await system.call('device.list', {})).devices.map(({ name, path }) => [name, path]);
  const before = await paths();
  t.is(new Map(before.map(([name, path]) => [name, path])).get('edge'), 'default/edge.cfg');
  t.regex(String(before.find(([name]) => name === 'EDGE')?.[1]), /^default\/edge-[0-9a-f]{6}\.cfg$/);
  await system.call('device.import', { devices: [row('edge', { port: 2222 }), row('EDGE', { port: 2222 })] });
  t.deepEqual(await paths(), before);
});

test('two imports at once give every device a path of its own', async (t) => {
  await using system = await startTestSystem();
  await using _one = await system.startDispatcher();
  await using _two = await system.startDispatcher();
  const names = Array.from({ length: 20 }, (_, index) => `Device-${index}`);
  const spellings = [
    (name: string) => name,
    (name: string) => name.toUpperCase(),
    (name: string) => name.toLowerCase(),
  ];
  await Promise.all(
    spellings.map((spell) =>
      system.call('device.import', { devices: names.map((name) => row(spell(name))) }),
    ),
  );
  const { devices } = await system.call('device.list', {});
  t.is(devices.length, 60);
  t.is(new Set(devices.map(({ path }) => path)).size, 60);
});

test('a device that moves to another site gets the next epoch and a new path', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('site.add', { name: 'fra', recipient: null });
  await system.call('device.import', { devices: [row('nomad')] });
  t.like(await system.call('device.import', { devices: [row('nomad', { site: 'fra' })] }), { updated: 1 });
  const [moved] = await system.query('select site, path, epoch, moved_from from device');
  t.deepEqual(moved, { site: 'fra', path: 'fra/nomad.cfg', epoch: 2, moved_from: 'default' });
});

test('a device whose name has history goes on after it', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.query(`insert into site (name, created_at) values ('ams', now())`);
  await system.query(`with v as (
      insert into config_version (capture, device_name, site, path, platform, fence, job_id, task_id, commit, blob, hash,
        bytes, lines, captured_at, committed_at, added, removed, change, diff)
      select name, name, 'default', name, 'cisco_ios', '3-1000-7', 'j', 'j-1', name, 'b', 'h', 1, 1, now(), now(), 1, 0,
        'significant', '' from unnest(array['stayed', 'moved']) name
      returning *)
    insert into config_head (device_name, version_id, fence, commit, hash, bytes, text, captured_at)
    select device_name, id, '3-1000-9', commit, hash, bytes, '', captured_at from v`);
  await system.call('device.import', { devices: [row('stayed'), row('moved', { site: 'ams' }), row('new')] });
  t.deepEqual(await system.query('select name, epoch, settled_fence from device order by name'), [
    { name: 'moved', epoch: 4, settled_fence: '3-1000-9' },
    { name: 'new', epoch: 1, settled_fence: null },
    { name: 'stayed', epoch: 3, settled_fence: '3-1000-9' },
  ]);
});
