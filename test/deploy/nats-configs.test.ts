import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findNatsServer, isPreferred } from '@netraven/cli/embedded';
import { connectNats, defaultStreamSizes, ensureHub, ensureSite } from '@netraven/common/jetstream';
import test, { type ExecutionContext } from 'ava';
import { connect, type NatsConnection } from 'nats';
import { spawnGuarded } from '../../packages/cli/src/embedded/spawn-guarded.ts';
import { deployConfigs } from '../../packages/cli/src/nats-config/deploy-configs.ts';
import { root } from '../../scripts/run-program.ts';
import { becomesTrue } from '../helpers/process-state.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const run = promisify(execFile);
const UP_MS = 120_000;
const HASH = '$2a$04$elnM2qeSbapwC6g2bBypT..9wSxvTlbnyi4Q9S5r9r3GzaVm3sis2';
type Env = Readonly<Record<string, string>>;

/** Each server has an address of its own, as hosts do, so that the files keep their ports. Linux only. */
let used = 0;
function nextAddress(): string {
  used += 1;
  return `127.${64 + ((process.pid >> 16) % 64)}.${(process.pid >> 8) & 255}.${(process.pid + used * 16) & 255}`;
}
const testOnLinux = process.platform === 'linux' ? test.serial : test.skip;

/** What make-env.sh writes for a layout. */
async function makeEnv(t: ExecutionContext, layout: string, hosts: readonly string[]) {
  const folder = await makeTempFolder(t);
  await run(join(root, 'deploy', 'nats', 'make-env.sh'), [layout, ...hosts], { cwd: folder });
  const lines = (await readFile(join(folder, 'nats.env'), 'utf8')).trim().split('\n');
  const env: Env = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  return { folder, env };
}

interface Place {
  readonly folder: string;
  readonly env: Env;
}

/** Starts a server of the folder as it stands there, but for its addresses and store; checks its file first. */
async function startServer(t: ExecutionContext, { folder, env }: Place, path: string, address: string) {
  const { path: program, version } = await findNatsServer();
  const store = join(folder, path.replace('/', '-'));
  await mkdir(store, { mode: 0o700 });
  const text = await readFile(join(root, 'deploy', 'nats', path), 'utf8');
  const here = text
    .replaceAll('"0.0.0.0:', `"${address}:`)
    .replaceAll('"127.0.0.1:', `"${address}:`)
    .replaceAll('/var/lib/netraven-nats', store);
  const file = join(store, 'nats-server.conf');
  await writeFile(file, isPreferred(version) ? here : here.replace(/.*sync_interval.*\n/, ''));
  await run(program, ['-t', '-c', file], { env });
  const limits = { endSignal: 'SIGTERM', endLimitMs: 10_000 } as const;
  const server = await spawnGuarded({ command: program, args: ['-c', file], env, ...limits });
  t.teardown(() => server.end());
  return {
    monitorUrl: `http://${address}:8222`,
    isUp: async () => {
      const isHealthy = () =>
        fetch(`http://${address}:8222/healthz`).then(
          ({ ok }) => ok,
          () => false,
        );
      if (!(await becomesTrue(isHealthy, UP_MS))) t.fail(`${path}: ${server.lastLine()}`);
    },
  };
}

async function login(t: ExecutionContext, address: string, user: string, password: string | undefined) {
  const options = { url: `nats://${address}:4222`, user, password };
  const connection = await connectNats(options, { name: 'test', waitMs: 30_000 });
  t.teardown(() => connection.close());
  return connection;
}

const roles = {
  dispatcher: 'DISPATCHER',
  'executor-default': 'EXECUTOR',
  'git-writer': 'GIT_WRITER',
  client: 'CLIENT',
  reader: 'READER',
  publisher: 'PUBLISHER',
} as const;

/** Everybody logs in; the dispatcher makes the streams of the hub, and a request for a backup is stored. */
async function useHub(t: ExecutionContext, env: Env, address: string, replicas: number) {
  const connections: Partial<Record<string, NatsConnection>> = {};
  for (const [user, variable] of Object.entries(roles))
    connections[user] = await login(t, address, user, env[`NETRAVEN_${variable}_PASSWORD`]);
  const { dispatcher, publisher } = connections;
  if (!dispatcher || !publisher) throw new Error('a role is missing');
  const wrong = { servers: `nats://${address}:4222`, user: 'client', pass: 'wrong' };
  await t.throwsAsync(connect({ ...wrong, reconnect: false }), { code: 'AUTHORIZATION_VIOLATION' });
  await ensureHub(dispatcher, ['default', 'ams', 'fra'], defaultStreamSizes);
  await ensureSite(dispatcher, 'default', defaultStreamSizes);
  const { config } = await (await dispatcher.jetstreamManager()).streams.info('NETRAVEN_TASKS');
  t.is(config.num_replicas, replicas);
  t.is((await publisher.jetstream().publish('netraven.jobs.request', '{}')).stream, 'NETRAVEN_JOBS');
  return dispatcher;
}

test('every configuration that is made is started by one of these tests or that of docker-compose.yml', (t) => {
  t.deepEqual(
    [...deployConfigs().keys()].toSorted(),
    [
      'cluster/n1.conf',
      'cluster/n2.conf',
      'cluster/n3.conf',
      'compose.conf',
      'leaf/ams.conf',
      'leaf/fra.conf',
      'leaf/hub.conf',
      ...['eu', 'us'].flatMap((region) => [1, 2, 3].map((node) => `regions/${region}-n${node}.conf`)),
      'single.conf',
    ].map((path) => `deploy/nats/${path}`),
  );
});

testOnLinux('a single server takes every role', async (t) => {
  const place = await makeEnv(t, 'single', []);
  const address = nextAddress();
  // A hash stands in for a password: this one is of "correct-horse".
  const env = { ...place.env, NETRAVEN_READER_PASSWORD: HASH };
  await (await startServer(t, { ...place, env }, 'single.conf', address)).isUp();
  await useHub(t, { ...env, NETRAVEN_READER_PASSWORD: 'correct-horse' }, address, 1);
});

testOnLinux('three servers make one cluster, which takes every role at each', async (t) => {
  t.timeout(240_000);
  const addresses = [nextAddress(), nextAddress(), nextAddress()];
  const place = await makeEnv(t, 'cluster', addresses);
  const servers = await Promise.all(
    addresses.map((address, index) => startServer(t, place, `cluster/n${index + 1}.conf`, address)),
  );
  for (const server of servers) await server.isUp();
  await useHub(t, place.env, addresses[0] ?? '', 3);
  await useHub(t, place.env, addresses[2] ?? '', 3);
});

testOnLinux('sites take their tasks over leaf links, and no other site’s', async (t) => {
  t.timeout(240_000);
  const address = nextAddress();
  const place = await makeEnv(t, 'leaf', [address]);
  await (await startServer(t, place, 'leaf/hub.conf', address)).isUp();
  const dispatcher = await useHub(t, place.env, address, 1);
  for (const site of ['ams', 'fra']) {
    await dispatcher.jetstream().publish(`netraven.tasks.${site}.bulk.r1`, `of ${site}`);
    const own = nextAddress();
    await (await startServer(t, place, `leaf/${site}.conf`, own)).isUp();
    const password = place.env[`NETRAVEN_EXECUTOR_${site.toUpperCase()}_PASSWORD`];
    const executor = await login(t, own, `executor-${site}`, password);
    await ensureSite(executor, site, defaultStreamSizes);
    const hub = executor.jetstream({ domain: 'hub', timeout: 5000 });
    const taken = await becomesTrue(async () => {
      const task = await hub.consumers
        .get('NETRAVEN_TASKS', `${site}_bulk`)
        .then((consumer) => consumer.next({ expires: 5000 }))
        .catch(() => null);
      return task?.string() === `of ${site}` && (await task.ackAck());
    }, 60_000);
    t.true(taken, site);
    const other = site === 'ams' ? 'fra' : 'ams';
    await t.throwsAsync(hub.consumers.get('NETRAVEN_TASKS', `${other}_bulk`));
    t.is((await hub.publish(`netraven.results.${site}.r1`, '{}')).domain, 'hub');
  }
});

testOnLinux('two regions are one hub: what is requested in one is stored in the other', async (t) => {
  t.timeout(300_000);
  const addresses = Array.from({ length: 6 }, nextAddress);
  const place = await makeEnv(t, 'regions', addresses);
  const names = ['eu-n1', 'eu-n2', 'eu-n3', 'us-n1', 'us-n2', 'us-n3'];
  const servers = await Promise.all(
    names.map((name, index) => startServer(t, place, `regions/${name}.conf`, addresses[index] ?? '')),
  );
  for (const server of servers) await server.isUp();
  const dispatcher = await useHub(t, place.env, addresses[0] ?? '', 3);
  const { cluster } = await (await dispatcher.jetstreamManager()).streams.info('NETRAVEN_JOBS');
  t.is(cluster?.name, 'eu');
  const far = await login(t, addresses[5] ?? '', 'publisher', place.env.NETRAVEN_PUBLISHER_PASSWORD);
  t.is(far.info?.cluster, 'us');
  t.is((await far.jetstream().publish('netraven.jobs.request', '{}')).stream, 'NETRAVEN_JOBS');
});
