import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findNatsServer } from '@netraven/cli/embedded';
import { version } from '@netraven/common';
import type { FleetConcern } from '@netraven/common/api';
import { parseConfig } from '@netraven/common/config';
import { ensureHub, ensureSite } from '@netraven/common/jetstream';
import test from 'ava';
import type { Check } from '../../../packages/cli/src/doctor/check.ts';
import { checkDevices } from '../../../packages/cli/src/doctor/check-devices.ts';
import { checkExpiries } from '../../../packages/cli/src/doctor/check-expiries.ts';
import { checkFiles } from '../../../packages/cli/src/doctor/check-files.ts';
import { checkFleet } from '../../../packages/cli/src/doctor/check-fleet.ts';
import { checkNats } from '../../../packages/cli/src/doctor/check-nats.ts';
import { checkSchedules } from '../../../packages/cli/src/doctor/check-schedules.ts';
import { checkServices } from '../../../packages/cli/src/doctor/check-services.ts';
import { checkStreams } from '../../../packages/cli/src/doctor/check-streams.ts';
import { instancePaths } from '../../../packages/cli/src/instance/instance-paths.ts';
import { openApi } from '../../../packages/cli/src/instance/open-api.ts';
import { testWith } from '../../helpers/find-tool.ts';
import { makeCertificates } from '../../helpers/make-certificates.ts';
import { startTestNats, type TestNats } from '../../helpers/start-nats.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { serveApi } from '../helpers/serve-api.ts';

async function openPatient(nats: TestNats, domain = nats.domain) {
  const { user = '', password = '' } = nats.optionsFor('admin');
  const api = await openApi({
    nats: { url: nats.url, user, password },
    domain,
    source: 'test',
    endpoint: undefined,
  });
  return {
    paths: instancePaths('/nowhere'),
    settings: { config: parseConfig({}), hasNats: false, hasDatabase: false },
    api,
    sites: ['default'],
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

test('streams and consumers that are there are in order, those that are gone are named', async (t) => {
  await using nats = await startTestNats();
  await using patient = await openPatient(nats);
  const empty = await checkStreams(patient);
  t.deepEqual(
    empty.map(({ name, state }) => [name, state]),
    ['JOBS', 'TASKS', 'SNAPSHOTS', 'CHUNKS', 'RESULTS', 'EVENTS'].map((name) => [`NETRAVEN_${name}`, 'fail']),
  );

  const admin = await nats.connect();
  const { streams } = patient.settings.config;
  await ensureHub(admin, ['default'], streams);
  await ensureSite(admin, 'default', streams);
  const full = await checkStreams(patient);
  t.deepEqual([full.length, new Set(full.map(({ state }) => state))], [7, new Set(['ok'])]);

  const manager = await admin.jetstreamManager();
  await manager.consumers.delete('NETRAVEN_TASKS', 'default_urgent');
  await manager.consumers.delete('NETRAVEN_OUTBOX_default', 'chunk');
  const lacking = (await checkStreams(patient)).filter(({ state }) => state !== 'ok');
  t.deepEqual(
    lacking.map(({ name, state, found }) => [name, state, found]),
    [
      ['NETRAVEN_TASKS', 'fail', 'lacks the consumer default_urgent'],
      ['NETRAVEN_OUTBOX_default', 'fail', 'lacks the consumer chunk'],
    ],
  );
});

test('a stream that is nearly full is a warning', async (t) => {
  await using nats = await startTestNats();
  await using patient = await openPatient(nats);
  const admin = await nats.connect();
  const { streams } = patient.settings.config;
  await ensureHub(admin, ['default'], { ...streams, snapshotsBytes: 10_000 });
  await admin.jetstream().publish('netraven.snapshots.default.a', Buffer.alloc(9_000));
  const snapshots = (await checkStreams(patient)).find(({ name }) => name === 'NETRAVEN_SNAPSHOTS');
  t.deepEqual([snapshots?.state, snapshots?.found], ['warn', '1 message, 1 consumer, 91 % full']);
});

test('a wrong JetStream domain is found', async (t) => {
  await using nats = await startTestNats();
  await using patient = await openPatient(nats, 'elsewhere');
  const [, jetStream] = await checkNats(patient);
  t.is(jetStream?.state, 'fail');
  t.regex(jetStream?.found ?? '', /^does not answer \(domain elsewhere\): /);
  await using right = await openPatient(nats);
  t.is((await checkNats(right))[1]?.state, 'ok');
});

test('roles that do not answer are named', async (t) => {
  await using nats = await startTestNats();
  await using patient = await openPatient(nats);
  const service = await nats.connect();
  await service.services.add({ name: 'netraven-git-writer', version: '0.1.0' });
  await service.services.add({ name: 'netraven-executor', version: '0.1.0', metadata: { site: 'fra' } });
  await service.flush();
  const checks = await checkServices({ ...patient, sites: ['default', 'fra'] });
  t.deepEqual(
    checks.map(({ name, state, found }) => [name, state, found]),
    [
      ['dispatcher', 'fail', 'none answers'],
      ['git-writer', 'ok', '1 running, version 0.1.0'],
      ['executors of default', 'warn', 'none answers: the tasks of its devices wait'],
      ['executors of fra', 'ok', '1 running'],
    ],
  );
});

test('roles of other versions than this command are named', async (t) => {
  await using nats = await startTestNats();
  await using patient = await openPatient(nats);
  const service = await nats.connect();
  await service.services.add({ name: 'netraven', version });
  const metadata = { site: 'fra' };
  for (const its of ['99.0.0', '99.0.0', '98.0.0'])
    await service.services.add({ name: 'netraven-executor', version: its, metadata });
  await service.services.add({ name: 'of-somebody-else', version: '3.0.0' });
  await service.flush();
  const differing = (await checkServices(patient)).find(({ name }) => name === 'versions');
  t.deepEqual(
    [differing?.state, differing?.found],
    [
      'warn',
      `differ: ${version} (dispatcher, this command), 98.0.0 (executor of fra), 99.0.0 (2 × executor of fra)`,
    ],
  );
  t.regex(differing?.remedy ?? '', /one version/);
});

test('what the dispatcher finds amiss between the roles is a warning', async (t) => {
  await using nats = await startTestNats();
  await using patient = await openPatient(nats);
  const concerns: FleetConcern[] = [
    { kind: 'clock', found: 'the clock of PostgreSQL is 90 s ahead', remedy: 'NTP' },
    { kind: 'unknown-site', found: 'executor x is of site y', remedy: 'Add the site' },
  ];
  await serveApi(await nats.connect(), { 'system.check': () => ({ roles: 3, concerns }) });
  t.deepEqual(await checkFleet(patient), [
    { name: 'clocks', state: 'warn', found: 'the clock of PostgreSQL is 90 s ahead', remedy: 'NTP' },
    { name: 'sites', state: 'warn', found: 'executor x is of site y', remedy: 'Add the site' },
  ]);
});

testWith('openssl')(
  'certificates and logins that expire soon are named, also that of the server',
  async (t) => {
    const folder = await makeTempFolder(t);
    const made = await makeCertificates(folder, 'hub');
    const { path } = await findNatsServer();
    const file = join(folder, 'server.conf');
    const tls = `tls { cert_file: "${made.serverCert}", key_file: "${made.serverKey}" }`;
    await writeFile(file, `listen: "127.0.0.1:-1"\n${tls}\n`);
    const server = spawn(path, ['-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    t.teardown(() => server.kill('SIGKILL'));
    let address = '';
    for await (const line of createInterface(server.stderr)) {
      address = /Listening for client connections on (\S+)/.exec(line)?.[1] ?? '';
      if (address !== '') break;
    }
    const sources = {
      paths: instancePaths('/nowhere'),
      settings: {
        config: parseConfig({ hub: { leafCertFile: made.serverCert } }),
        hasNats: true,
        hasDatabase: false,
      },
      target: {
        nats: { url: `nats://${address}`, tls: { caFile: made.ca, certFile: made.clientCert } },
        domain: '',
        source: 'test',
        endpoint: undefined,
      },
    };
    const fields = (checks: readonly Check[]) =>
      checks.map(({ state, found }) => [state, found.split(':')[0], found.includes(' expired ')]);
    const named = ['nats.tls.certFile', 'nats.tls.caFile', 'hub.leafCertFile', 'server certificate'];
    t.deepEqual(
      fields(await checkExpiries(sources, new Date())),
      named.map((name) => ['warn', name, false]),
    );
    const later = new Date(Date.now() + 2 * 86_400_000);
    t.deepEqual(
      fields(await checkExpiries(sources, later)),
      named.map((name) => ['fail', name, true]),
    );
    const [fine] = await checkExpiries(sources, new Date(Date.now() - 30 * 86_400_000));
    t.is(fine?.state, 'ok');
  },
);

test('keys that others may read, and the private key of the operators, are found', async (t) => {
  const paths = instancePaths(await makeTempFolder(t));
  await mkdir(paths.keys, { mode: 0o700 });
  const key = join(paths.keys, 'fingerprint.key');
  await writeFile(key, 'x', { mode: 0o600 });
  t.deepEqual(
    (await checkFiles(paths)).map(({ name, state }) => [name, state]),
    [
      ['keys', 'ok'],
      ['disk', 'ok'],
    ],
  );
  await chmod(key, 0o640);
  await writeFile(paths.operatorIdentity, 'x', { mode: 0o600 });
  const checks = await checkFiles(paths);
  t.deepEqual(
    checks.map(({ name, state }) => [name, state]),
    [
      ['keys', 'fail'],
      ['disk', 'ok'],
      ['operator key', 'warn'],
    ],
  );
  t.is(checks[0]?.found, `others may read ${key}`);
});

test('devices that are not backed up are warned of, with the command that lists them', async (t) => {
  await using nats = await startTestNats();
  await using patient = await openPatient(nats);
  await serveApi(await nats.connect(), {
    status: () => ({
      version: '0.1.0',
      databaseVersion: '18',
      pendingMigrations: 0,
      writerHead: null,
      now: '2026-11-23T00:00:00.000Z',
      counts: { devices: 9, openJobs: 0, openTasks: 0, versions: 0, quarantined: 0 },
      concerns: {
        failed: 1,
        neverBackedUp: 0,
        withoutCredential: { devices: 2, example: 'r1' },
        unknownPlatform: { devices: 3, platforms: ['iso'] },
      },
      sitesWithoutKey: [],
      recipients: 1,
      databaseTransport: 'local',
    }),
  });
  const checks = await checkDevices(patient);
  t.deepEqual(
    checks.map(({ state, found, remedy }) => [state, found, remedy]),
    [
      ['warn', '1 device failed at the last backup', 'See which: netraven device list --outcome failed.'],
      [
        'warn',
        '2 devices without a credential that matches',
        'See the tags of one: netraven device show r1; then netraven credential add.',
      ],
      [
        'warn',
        '3 devices of a platform that is not known: iso',
        'See which: netraven device list --platform iso.',
      ],
    ],
  );
});

test('schedules that do not do what they are for are named, with what to do', async (t) => {
  await using nats = await startTestNats();
  await using patient = await openPatient(nats);
  await serveApi(await nats.connect(), {
    'schedule.check': () => ({
      schedules: 9,
      concerns: [
        { kind: 'selects-nothing', schedules: 2, names: ['a', 'b'] },
        { kind: 'overdue', schedules: 1, names: ['c'] },
        { kind: 'never-due', schedules: 1, names: ['d'] },
        { kind: 'disabled-long', schedules: 7, names: ['e', 'f', 'g', 'h', 'i'] },
      ],
    }),
  });
  t.deepEqual(
    (await checkSchedules(patient)).map(({ state, found, remedy }) => [state, found, remedy]),
    [
      ['warn', '2 schedules matching no device: a, b', 'See what it selects: netraven schedule show a.'],
      [
        'warn',
        '1 schedule overdue: c',
        'See the log of the dispatchers: one that runs makes the job within seconds.',
      ],
      [
        'warn',
        '1 schedule never due again: d',
        'See why: netraven schedule show d; change it with "netraven schedule set".',
      ],
      [
        'warn',
        '7 schedules disabled for more than 30 days: e, f, g, h, i, …',
        'netraven schedule enable e, or remove it.',
      ],
    ],
  );
});
