import { openLog } from '@netraven/common';
import test from 'ava';
import { findConcerns, type RoleFacts } from '../../../packages/dispatcher/src/overview/find-concerns.ts';
import { compareClocks, lookAtFleet } from '../../../packages/dispatcher/src/overview/look-at-fleet.ts';
import { openConcernLog } from '../../../packages/dispatcher/src/overview/watch-fleet.ts';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

const executor = (name: string, site: string, version = '1.0.0'): RoleFacts => ({
  role: 'executor',
  name,
  site,
  version,
});
const dispatcher: RoleFacts = { role: 'dispatcher', name: 'd', site: null, version: '1.0.0' };
const ams = { name: 'ams', hasDevices: true };

test('a fleet of one version, with clocks that agree and an executor at each site, gives no concern', (t) => {
  const clocks = [
    { of: 'PostgreSQL', aheadMs: 60_000 },
    { of: 'nats-server', aheadMs: -60_000 },
  ];
  const empty = { name: 'fra', hasDevices: false };
  t.deepEqual(findConcerns({ roles: [dispatcher, executor('a', 'ams')], clocks, sites: [ams, empty] }), []);
});

test('versions, clocks, sites without executors and unknown sites are named, each with what to do', (t) => {
  const found = findConcerns({
    roles: [
      dispatcher,
      executor('a', 'ams', '1.10.0'),
      executor('b', 'ams', '1.10.0'),
      executor('c', 'nowhere', '1.9.0'),
    ],
    clocks: [{ of: 'executor a of ams', aheadMs: -125_000 }],
    sites: [ams, { name: 'fra', hasDevices: true }],
  });
  t.deepEqual(found, [
    {
      kind: 'clock',
      found: 'the clock of executor a of ams is 125 s behind that of the dispatcher',
      remedy: 'Synchronise both with NTP: deadlines, windows and times of versions depend on it.',
    },
    {
      kind: 'unknown-site',
      found: 'executor c is of site nowhere, which is not in the inventory: it gets no task',
      remedy:
        'Add the site (netraven site add nowhere), or start the executor with one of "netraven site list".',
    },
    {
      kind: 'no-executor',
      found: 'no executor of site fra answers: the tasks of its devices wait',
      remedy: 'Start one (netraven executor --site fra), or see to its host and its link.',
    },
    {
      kind: 'versions',
      found: 'versions differ: 1.0.0 (dispatcher), 1.9.0 (executor of nowhere), 1.10.0 (2 × executor of ams)',
      remedy: 'Bring all roles to one version, dispatchers first: a role may refuse what a newer one sends.',
    },
  ]);
});

test('clocks agree while the answer lies between question and arrival', (t) => {
  const asked = { askedAt: 1000, arrivedAt: 3000 };
  t.deepEqual(
    [500, 1000, 2000, 3000, 3700].map((theirs) => compareClocks(theirs, asked)),
    [-500, 0, 0, 0, 700],
  );
});

test('a concern is logged once it has stood for two looks, and once more when it is over', (t) => {
  const lines: string[] = [];
  const log = openLog('dispatcher', 'info', { write: (line) => lines.push(JSON.parse(line).msg) });
  const tell = openConcernLog({ log });
  const away = {
    kind: 'no-executor',
    found: 'no executor of site fra answers',
    remedy: 'Start one',
  } as const;
  const clock = (seconds: number) =>
    ({ kind: 'clock', found: `the clock of x is ${seconds} s behind`, remedy: 'NTP' }) as const;
  tell([away, clock(70)]);
  t.deepEqual(lines, []);
  tell([clock(71)]);
  tell([clock(72), away]);
  t.deepEqual(lines, ['the clock of x is 71 s behind']);
  tell([]);
  t.deepEqual(lines, ['the clock of x is 71 s behind', 'no longer: the clock of x is behind']);
});

test('every role, PostgreSQL and NATS are asked for version and time', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await seedDevices(system, 1);
  const service = await system.connection.services.add({
    name: 'netraven-executor',
    version: '9.0.0',
    metadata: { executor: 'ex-1', site: 'nowhere' },
    statsHandler: async () => ({ now: new Date(Date.now() - 300_000).toISOString(), site: 'nowhere' }),
  });
  service.addEndpoint('status', { subject: 'netraven.executor.nowhere.status', handler: () => undefined });
  await system.connection.services.add({ name: 'of-somebody-else', version: '3.0.0' });
  await system.connection.flush();
  const { roles, concerns } = await system.call('system.check', {});
  t.is(roles, 2);
  t.deepEqual(
    concerns.map(({ kind }) => kind),
    ['clock', 'unknown-site', 'no-executor', 'versions'],
  );
  t.regex(
    concerns[0]?.found ?? '',
    /^the clock of executor ex-1 of nowhere is 30\d s behind that of the dispatcher$/,
  );
  const facts = await lookAtFleet(await system.openDispatcher());
  t.deepEqual(facts.sites, [{ name: 'default', hasDevices: true }]);
  t.true(facts.clocks.some(({ of, aheadMs }) => of === 'PostgreSQL' && Math.abs(aheadMs) < 1000));
});
