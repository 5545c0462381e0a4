import { readFile } from 'node:fs/promises';
import { connectNats } from '@netraven/common/jetstream';
import { type Simulator, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { type JetStreamManager, type Msg, type NatsConnection, RequestStrategy } from 'nats';
import { enrolDevices } from '../helpers/enrol-devices.ts';
import { becomesTrue } from '../helpers/process-state.ts';
import { readEndpoint } from '../helpers/read-endpoint.ts';
import { startInstance, type TestInstance } from '../helpers/start-instance.ts';

const LOGIN = { username: 'netops', password: 'operating-login-7', enable: 'operating-enable-7' };
const LIMIT_MS = 60_000;

interface Scene {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
}

/** What a command of the page asks, and what the page says it shows; each returns what the test compares. */
const commands: Readonly<Record<string, { ask(scene: Scene): Promise<unknown>; shows: unknown }>> = {
  'nats stream ls': {
    ask: async ({ manager }) =>
      (await manager.streams.list().next())
        .map(({ config }) => config.name)
        .filter(isOurs)
        .toSorted(),
    shows: [
      'NETRAVEN_CHUNKS',
      'NETRAVEN_EVENTS',
      'NETRAVEN_JOBS',
      'NETRAVEN_OUTBOX_default',
      'NETRAVEN_RESULTS',
      'NETRAVEN_SNAPSHOTS',
      'NETRAVEN_TASKS',
    ],
  },
  'nats stream subjects NETRAVEN_TASKS': {
    ask: (scene) => subjectsOf(scene, '>'),
    shows: [
      'netraven.tasks.ams.bulk.edge-1',
      'netraven.tasks.ams.urgent.edge-1',
      'netraven.tasks.default.bulk.slow-1',
    ],
  },
  "nats stream subjects NETRAVEN_TASKS 'netraven.tasks.ams.>'": {
    ask: (scene) => subjectsOf(scene, 'netraven.tasks.ams.>'),
    shows: ['netraven.tasks.ams.bulk.edge-1', 'netraven.tasks.ams.urgent.edge-1'],
  },
  "nats stream subjects NETRAVEN_TASKS 'netraven.tasks.*.urgent.*'": {
    ask: (scene) => subjectsOf(scene, 'netraven.tasks.*.urgent.*'),
    shows: ['netraven.tasks.ams.urgent.edge-1'],
  },
  'nats consumer report NETRAVEN_TASKS': {
    ask: async ({ manager }) =>
      (await manager.consumers.list('NETRAVEN_TASKS').next())
        .map((info) => [info.name, info.num_pending, info.num_ack_pending])
        .toSorted(),
    shows: [
      ['ams_bulk', 1, 0],
      ['ams_urgent', 1, 0],
      ['default_bulk', 0, 1],
      ['default_urgent', 0, 0],
    ],
  },
  'nats consumer info NETRAVEN_TASKS default_bulk': {
    ask: async ({ manager }) => {
      const info = await manager.consumers.info('NETRAVEN_TASKS', 'default_bulk');
      return [info.config.description, info.num_ack_pending];
    },
    shows: ['Tasks of default, bulk', 1],
  },
  'nats kv ls netraven_lease_default': { ask: async (scene) => (await leases(scene)).length, shows: 1 },
  'nats kv watch netraven_lease_default': {
    ask: async (scene) => {
      const [executor] = await services(scene, 'INFO.netraven-executor');
      return (await leases(scene)).map(({ value }) => value === executor?.metadata?.executor);
    },
    shows: [true],
  },
  'nats stream get NETRAVEN_TASKS --last-for netraven.tasks.ams.bulk.edge-1': {
    ask: async ({ manager }) => {
      const message = await manager.streams.getMessage('NETRAVEN_TASKS', {
        last_by_subj: 'netraven.tasks.ams.bulk.edge-1',
      });
      return message.json<{ device: { name: string } }>().device.name;
    },
    shows: 'edge-1',
  },
  ...Object.fromEntries(
    [
      ['NETRAVEN_SNAPSHOTS', 'git-writer', 'Changed configurations to commit'],
      ['NETRAVEN_OUTBOX_default', 'snapshot', 'Drain of snapshot messages of default'],
      ['NETRAVEN_RESULTS', 'recorder', 'Outcomes to record'],
    ].map(([stream = '', consumer = '', description]) => [
      `nats consumer info ${stream} ${consumer}`,
      {
        ask: async ({ manager }: Scene) => {
          const info = await manager.consumers.info(stream, consumer);
          return [info.config.description, info.num_pending];
        },
        shows: [description, 0],
      },
    ]),
  ),
  'nats service ls': {
    ask: async (scene) => [...new Set((await services(scene, 'INFO')).map(({ name }) => name))].toSorted(),
    shows: ['netraven', 'netraven-executor', 'netraven-git-writer'],
  },
  'nats service ping': {
    ask: async (scene) => (await services(scene, 'PING')).length,
    shows: 3,
  },
  'nats service info netraven': {
    ask: async (scene) => {
      const [info] = await services(scene, 'INFO.netraven');
      return info?.endpoints?.some(({ subject }) => subject === 'netraven.api.job.list');
    },
    shows: true,
  },
  'nats service stats netraven': {
    ask: async (scene) => {
      const [stats] = await services(scene, 'STATS.netraven');
      const list = stats?.endpoints?.find(({ name }) => name === 'job-list');
      return list && [typeof list.num_requests, list.num_errors];
    },
    shows: ['number', 0],
  },
  'nats service stats netraven-executor': {
    ask: async (scene) =>
      (await services(scene, 'STATS.netraven-executor'))[0]?.endpoints?.[0]?.data?.running,
    shows: 1,
  },
  'nats service stats netraven-git-writer': {
    ask: async (scene) =>
      (await services(scene, 'STATS.netraven-git-writer'))[0]?.endpoints?.[0]?.data?.status,
    shows: 'writing',
  },
  "nats sub 'netraven.events.>'": {
    ask: async ({ connection }) => {
      const heard = connection.subscribe('netraven.events.>', { max: 1, timeout: LIMIT_MS });
      connection.publish('netraven.jobs.request', 'not a request');
      for await (const { subject } of heard) return subject;
      return undefined;
    },
    shows: 'netraven.events.hub.message.refused',
  },
  "nats sub 'netraven.events.*.task.*' --since 1h": {
    ask: async (scene) =>
      [...new Set(await past(scene, 'netraven.events.*.task.*'))].filter(
        (subject) => !subject.endsWith('retry'),
      ),
    shows: ['started', 'captured', 'done'].map((what) => `netraven.events.default.task.${what}`),
  },
  "nats sub 'netraven.events.hub.message.refused' --since 24h": {
    ask: async (scene) => [...new Set(await past(scene, 'netraven.events.hub.message.refused'))],
    shows: ['netraven.events.hub.message.refused'],
  },
  ...Object.fromEntries(
    [
      `nats pub netraven.jobs.request '{"v":1,"all":true}'`,
      `nats req netraven.jobs.request '{"v":1,"id":"change-4711","devices":["edge-1"],"lane":"urgent"}' -H Nats-Msg-Id:change-4711`,
    ].map((command) => [
      command,
      {
        ask: async ({ connection }: Scene) => {
          const body = /'(\{.*\})'/.exec(command)?.[1] ?? '';
          const receipt = await connection.request('netraven.jobs.request', body, { timeout: LIMIT_MS });
          return receipt.json<{ stream: string }>().stream;
        },
        shows: 'NETRAVEN_JOBS',
      },
    ]),
  ),
  "nats req netraven.api.job.list '{}'": {
    ask: ({ connection }) =>
      becomesTrue(async () => {
        const answer = await connection.request('netraven.api.job.list', '{}', { timeout: LIMIT_MS });
        return answer.json<{ jobs: { id: string }[] }>().jobs.some(({ id }) => id === 'change-4711');
      }, LIMIT_MS),
    shows: true,
  },
  'nats req netraven.api.job.show \'{"id":"change-4711"}\'': {
    ask: async ({ connection }) =>
      (
        await connection.request('netraven.api.job.show', '{"id":"change-4711"}', { timeout: LIMIT_MS })
      ).json<{ lane: string }>().lane,
    shows: 'urgent',
  },
};

/** Only newer servers pause consumers, so there is a case for each. */
const pausing = [
  'nats consumer pause NETRAVEN_TASKS ams_bulk 2h --force',
  'nats consumer resume NETRAVEN_TASKS ams_bulk --force',
];

test('every nats command of the page on operating gets what the page says', async (t) => {
  t.timeout(240_000);
  const page = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const documented = [...page.matchAll(/^\$ (nats (?!context).*)$/gm)].map(([, command = '']) => command);
  t.deepEqual(documented.toSorted(), [...Object.keys(commands), ...pausing].toSorted());
  const devices = [
    { platform: 'cisco_ios', name: 'quick-1' },
    { platform: 'cisco_ios', name: 'slow-1', answerMs: 25_000 },
    { platform: 'cisco_ios', name: 'edge-1' },
  ];
  await using simulator = await startSimulator({ devices, size: 0.1, ...LOGIN });
  await using instance = await startInstance(['--executors', '1']);
  await using scene = await openScene(instance, simulator);
  for (const [command, { ask, shows }] of Object.entries(commands))
    t.deepEqual(await ask(scene), shows, command);
  t.deepEqual(await pause(scene), pauses(scene) ? [true, false] : 'not on this server');
});

/** One device done, one in its session, one of a site without executors queued in both lanes. */
async function openScene(instance: TestInstance, simulator: Simulator): Promise<Scene & AsyncDisposable> {
  const [quick, slow, edge] = simulator.devices;
  if (!quick || !slow || !edge) throw new Error('three devices are needed');
  await instance.netraven(['site', 'add', 'ams']);
  await enrolDevices(instance, [quick, slow], LOGIN);
  const added = ['device', 'add', 'edge-1', '--host', edge.host, '--port', String(edge.port)];
  await instance.netraven([...added, '--platform', 'cisco_ios', '--site', 'ams']);
  const connection = await connectNats(await readEndpoint(instance.dir), { name: 'operator', waitMs: 5000 });
  const manager = await connection.jetstreamManager();
  await instance.netraven(['backup', '--all', '--no-wait']);
  await instance.netraven(['backup', 'edge-1', '--urgent', '--no-wait']);
  const scene = { connection, manager };
  const isSet = await becomesTrue(async () => {
    const subjects = await subjectsOf(scene, '>');
    return (
      subjects.length === 3 &&
      subjects.includes('netraven.tasks.ams.urgent.edge-1') &&
      (await leases(scene)).length === 1
    );
  }, LIMIT_MS);
  if (!isSet) throw new Error(`the tasks are ${await subjectsOf(scene, '>')}`);
  return { ...scene, [Symbol.asyncDispose]: () => connection.close() };
}

function isOurs(name: string): boolean {
  return name.startsWith('NETRAVEN_');
}

async function subjectsOf({ manager }: Scene, filter: string): Promise<string[]> {
  const { state } = await manager.streams.info('NETRAVEN_TASKS', { subjects_filter: filter });
  return Object.keys(state.subjects ?? {}).toSorted();
}

async function leases({ connection }: Scene) {
  const kv = await connection.jetstream().views.kv('netraven_lease_default', { bindOnly: true });
  const found: { key: string; value: string }[] = [];
  for await (const key of await kv.keys()) {
    const entry = await kv.get(key);
    if (entry) found.push({ key, value: entry.string() });
  }
  return found;
}

interface ServiceAnswer {
  readonly name: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly endpoints?: readonly {
    readonly name: string;
    readonly subject: string;
    readonly num_requests: number;
    readonly num_errors: number;
    readonly data?: Readonly<Record<string, unknown>>;
  }[];
}

async function services({ connection }: Scene, verb: string): Promise<ServiceAnswer[]> {
  const answers: Msg[] = [];
  const options = { strategy: RequestStrategy.JitterTimer, maxWait: 5000, jitter: 1000 };
  for await (const answer of await connection.requestMany(`$SRV.${verb}`, '', options)) answers.push(answer);
  return answers.map((answer) => answer.json<ServiceAnswer>());
}

/** Subjects of the stored events. */
async function past({ connection }: Scene, filter: string): Promise<string[]> {
  const consumer = await connection.jetstream().consumers.get('NETRAVEN_EVENTS', { filterSubjects: filter });
  const { num_pending: pending } = await consumer.info();
  const found: string[] = [];
  if (pending === 0) return found;
  for await (const { subject } of await consumer.fetch({ max_messages: pending, expires: 5000 }))
    found.push(subject);
  return found;
}

function pauses({ connection }: Scene): boolean {
  const [major = 0, minor = 0] = (connection.info?.version ?? '').split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 11);
}

async function pause(scene: Scene): Promise<unknown> {
  if (!pauses(scene)) return 'not on this server';
  const states: boolean[] = [];
  for (const body of [{ pause_until: new Date(Date.now() + 7_200_000).toISOString() }, {}]) {
    await scene.connection.request('$JS.API.CONSUMER.PAUSE.NETRAVEN_TASKS.ams_bulk', JSON.stringify(body));
    const info = await scene.manager.consumers.info('NETRAVEN_TASKS', 'ams_bulk');
    states.push((info as { paused?: boolean }).paused === true);
  }
  return states;
}
