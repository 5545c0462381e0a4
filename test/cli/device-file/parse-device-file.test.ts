import { NetravenError } from '@netraven/common';
import test from 'ava';
import { formatOfFile, parseDeviceFile } from '../../../packages/cli/src/device-file/parse-device-file.ts';

const row = (place: { row: number; line: number | null }, device: Record<string, unknown>) => ({
  ...place,
  name: String(device.name),
  device,
});

test('CSV is read with the columns in any order, quotes, comments and blank lines', (t) => {
  const text = [
    '\ufeffplatform,name,host,tags,port',
    '# the core',
    'cisco_ios,core-1,192.0.2.1,core;fra,22',
    '',
    '"arista_eos","core 2",2001:db8::1,"core  fra",',
  ].join('\r\n');
  t.deepEqual(parseDeviceFile(text, 'csv'), {
    rows: [
      row(
        { row: 1, line: 3 },
        { platform: 'cisco_ios', name: 'core-1', host: '192.0.2.1', tags: ['core', 'fra'], port: 22 },
      ),
      row(
        { row: 2, line: 5 },
        { platform: 'arista_eos', name: 'core 2', host: '2001:db8::1', tags: ['core', 'fra'] },
      ),
    ],
    errors: [],
    skipped: [],
  });
});

test('CSV rows of another width and repeated names are listed with their lines', (t) => {
  const text = 'name,host\na,192.0.2.1\nb\nc,192.0.2.3,22\na,192.0.2.4\n';
  t.deepEqual(parseDeviceFile(text, 'csv').errors, [
    { row: 2, line: 3, name: 'b', reason: 'has 1 cells, the header names 2' },
    { row: 3, line: 4, name: 'c', reason: 'has 3 cells, the header names 2' },
    { row: 4, line: 5, name: 'a', reason: 'stands in line 2 already' },
  ]);
});

test('a port that is no number is left for the API to name', (t) => {
  const { rows } = parseDeviceFile('name,port\na,ssh\n', 'csv');
  t.deepEqual(rows[0]?.device, { name: 'a', host: 'a', port: 'ssh' });
});

test('CSV of a spreadsheet is read: semicolons, capitals, columns of its own, the name as address', (t) => {
  const text = 'Name;Platform;Owner;Tags\r\ncore-1;cisco_ios;Jo;core fra\r\n';
  t.deepEqual(parseDeviceFile(text, 'csv'), {
    rows: [
      row(
        { row: 1, line: 2 },
        { host: 'core-1', name: 'core-1', platform: 'cisco_ios', tags: ['core', 'fra'] },
      ),
    ],
    errors: [],
    skipped: [{ row: 0, line: 1, name: '', reason: 'ignored columns: Owner' }],
  });
});

test('a file without devices is refused', (t) => {
  for (const text of ['name,host\n', 'name,owner\n', '# name\n# core-1\n']) {
    t.throws(() => parseDeviceFile(text, 'csv'), { code: 'NETRAVEN_IMPORT_INVALID' }, text);
  }
  for (const [text, format] of [
    ['[]', 'json'],
    ['[]', 'yaml'],
    ['', 'router.db'],
  ] as const) {
    t.throws(() => parseDeviceFile(text, format), { message: 'the file holds no device' }, format);
  }
});

test('CSV without usable columns is refused as a whole', (t) => {
  for (const header of ['host,platform', 'address', 'name,name', 'a,192.0.2.1']) {
    const thrown = t.throws(() => parseDeviceFile(`${header}\nx,y\n`, 'csv'), { instanceOf: NetravenError });
    t.is(thrown?.code, 'NETRAVEN_IMPORT_INVALID', header);
    t.true(thrown?.message.endsWith(`got ${JSON.stringify(header)}`), header);
  }
  t.throws(() => parseDeviceFile('name,host\n"a,b\n', 'csv'), { message: /^not CSV: / });
});

test('JSON and YAML are read as a list or under "devices", as device list prints it', (t) => {
  const printed = {
    devices: [
      {
        name: 'a',
        host: '192.0.2.1',
        port: 22,
        platform: 'vyos',
        site: 'default',
        tags: ['x'],
        path: 'default/a.cfg',
        lastOutcome: 'changed',
        lastOutcomeAt: '2026-11-23T00:00:00.000Z',
        lastErrorCode: null,
        circuit: { state: 'open', failures: 5 },
      },
    ],
  };
  const device = { name: 'a', host: '192.0.2.1', port: 22, platform: 'vyos', site: 'default', tags: ['x'] };
  const expected = { rows: [row({ row: 1, line: null }, device)], errors: [], skipped: [] };
  t.deepEqual(parseDeviceFile(JSON.stringify(printed), 'json'), expected);
  const yaml = '- name: a\n  host: 192.0.2.1\n  port: 22\n  platform: vyos\n  site: default\n  tags: x\n';
  t.deepEqual(parseDeviceFile(yaml, 'yaml'), expected);
});

test('JSON and YAML that hold no devices say so', (t) => {
  t.throws(() => parseDeviceFile('{', 'json'), { message: /^not JSON: / });
  t.throws(() => parseDeviceFile('a: [', 'yaml'), { message: /^not YAML: / });
  t.throws(() => parseDeviceFile('"text"', 'json'), { message: /^expected a list of devices/ });
  t.deepEqual(parseDeviceFile('["a", [1]]', 'json').errors, [
    { row: 1, line: null, name: '', reason: 'must be a mapping with name, host, platform …' },
    { row: 2, line: null, name: '', reason: 'must be a mapping with name, host, platform …' },
  ]);
});

test('router.db of RANCID is read with ; and :, and devices that are down are skipped', (t) => {
  for (const separator of [';', ':']) {
    const lines = ['# rancid', 'r1;cisco;up', 'r2;juniper;down', 'r3;arista;up;a comment', ''];
    const text = lines.join('\n').replaceAll(';', separator);
    t.deepEqual(parseDeviceFile(text, 'router.db'), {
      rows: [
        row({ row: 1, line: 2 }, { host: 'r1', name: 'r1', platform: 'cisco' }),
        row({ row: 3, line: 4 }, { host: 'r3', name: 'r3', platform: 'arista' }),
      ],
      errors: [],
      skipped: [{ row: 2, line: 3, name: 'r2', reason: 'its state is "down", not "up"' }],
    });
  }
});

test('router.db of Oxidized is read with and without an address', (t) => {
  t.deepEqual(
    parseDeviceFile('r1:192.0.2.1:ios\nr2:192.0.2.2:junos\n', 'router.db').rows.map(({ device }) => device),
    [
      { host: '192.0.2.1', name: 'r1', platform: 'ios' },
      { host: '192.0.2.2', name: 'r2', platform: 'junos' },
    ],
  );
  t.deepEqual(
    parseDeviceFile('r1:ios\nr2:junos\n', 'router.db').rows.map(({ device }) => device),
    [
      { host: 'r1', name: 'r1', platform: 'ios' },
      { host: 'r2', name: 'r2', platform: 'junos' },
    ],
  );
});

test('router.db takes named columns and another delimiter', (t) => {
  const options = { delimiter: '|', columns: ['name', '-', 'platform', 'tags', 'port'] as const };
  const { rows, errors } = parseDeviceFile('r1|x|ios|core edge|2222\nlonely\n', 'router.db', options);
  t.deepEqual(
    rows.map(({ device }) => device),
    [{ host: 'r1', name: 'r1', platform: 'ios', tags: ['core', 'edge'], port: 2222 }],
  );
  t.deepEqual(errors, [
    { row: 2, line: 2, name: 'lonely', reason: 'must be name and model, separated by ; or :' },
  ]);
});

test('the name of a file tells its format, or nothing', (t) => {
  const formats = ['a.CSV', 'a.json', 'a.yml', 'a.yaml', 'router.db', 'devices'].map(formatOfFile);
  t.deepEqual(formats, ['csv', 'json', 'yaml', 'yaml', 'router.db', undefined]);
});
