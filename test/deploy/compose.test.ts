import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort, findNatsServer, isPreferred, startPostgres } from '@netraven/cli/embedded';
import { openLog } from '@netraven/common';
import test, { type ExecutionContext } from 'ava';
import { spawnGuarded } from '../../packages/cli/src/embedded/spawn-guarded.ts';
import { buildSiteFiles } from '../../packages/cli/src/site-kit/build-site-files.ts';
import { root } from '../../scripts/run-program.ts';
import { becomesTrue, isPortOpen } from '../helpers/process-state.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';
import { type ComposeEnv, type ComposeService, parseCompose, readCompose } from './read-compose.ts';
import { type Ground, type RunningService, runIn, startService, wordsOf } from './run-services.ts';

const run = promisify(execFile);

async function makeEnv(folder: string): Promise<ComposeEnv> {
  await cp(join(root, 'deploy'), join(folder, 'deploy'), { recursive: true });
  await run(join(folder, 'deploy', 'compose', 'make-env.sh'));
  const lines = (await readFile(join(folder, '.env'), 'utf8')).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
}

test('make-env.sh writes every password that is needed, for its owner alone, and never again', async (t) => {
  const folder = await makeTempFolder(t);
  const env = await makeEnv(folder);
  await t.notThrowsAsync(readCompose(env));
  await t.throwsAsync(readCompose({}), { message: /make-env\.sh/ });
  t.is(new Set(Object.values(env)).size, Object.keys(env).length);
  for (const value of Object.values(env)) t.regex(value, /^p[0-9a-f]{48}$/);
  t.is((await stat(join(folder, '.env'))).mode & 0o777, 0o600);
  await t.throwsAsync(run(join(folder, 'deploy', 'compose', 'make-env.sh')), { message: /is there already/ });
});

test('no secret stands in the file: without .env every login is missing', async (t) => {
  const file = await readFile(join(root, 'docker-compose.yml'), 'utf8');
  const literals = file
    .split('\n')
    .filter(
      (line) => /PASSWORD|SECRET|TOKEN/.test(line) && line.includes(':') && !line.trim().startsWith('#'),
    )
    .filter((line) => !/\$\{\w+:\?[^}]+\}|_FILE: \/var\/lib\/netraven\/|_RECIPIENTS: \$\{\w+:-\}/.test(line));
  t.deepEqual(literals, []);
});

test('every service is watched or runs once, and names only services and volumes that are there', async (t) => {
  const { services, volumes } = await readCompose(await makeEnv(await makeTempFolder(t)));
  t.deepEqual(Object.keys(services).sort(), [
    'dispatcher',
    'executor',
    'executor-ams',
    'executor-fra',
    'git-writer',
    'grafana',
    'keys',
    'nats',
    'nats-ams',
    'nats-fra',
    'postgres',
    'prepare',
    'prepare-ams',
    'prepare-fra',
    'prometheus',
    'simulator',
  ]);
  for (const [name, service] of Object.entries(services)) {
    t.true(service.healthcheck !== undefined || service.restart === 'no', `${name} has a health check`);
    for (const [other, { condition }] of Object.entries(service.depends_on)) {
      t.true(other in services, `${name} depends on ${other}`);
      if (condition === 'service_healthy') t.truthy(services[other]?.healthcheck, `${other} is watched`);
      if (condition === 'service_completed_successfully') t.is(services[other]?.restart, 'no');
    }
    for (const volume of service.volumes) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('./')) t.truthy(await stat(join(root, source)));
      else t.true(source in volumes, `volume ${source}`);
    }
  }
});

test('the compose file of a site runs its server and its executor with the files beside it', (t) => {
  const files = buildSiteFiles({
    site: 'ams',
    hub: 'nats.example.net:7422',
    hubDomain: 'hub',
    usesTls: true,
    logins: { leaf: 'leaf-password', executor: 'executor-password' },
    identity: 'AGE-SECRET-KEY-1',
    fingerprintKey: 'key',
  });
  const file = files.find(({ path }) => path === 'docker-compose.yml');
  const { services, volumes } = parseCompose(file?.content ?? '', {});
  t.deepEqual(Object.keys(services), ['nats', 'executor']);
  t.deepEqual(Object.keys(volumes), ['store']);
  t.like(services.executor, {
    command: ['executor', '--site', 'ams', '--config', '/etc/netraven/executor.yaml'],
    network_mode: 'service:nats',
    depends_on: { nats: { condition: 'service_healthy' } },
    volumes: ['.:/etc/netraven:ro'],
  });
  t.truthy(services.nats?.healthcheck);
  const mounted = services.nats?.volumes.map((volume) => volume.split(':')[0]);
  t.deepEqual(mounted, ['./nats-server.conf', 'store']);
  for (const name of ['nats-server.conf', 'executor.yaml', 'site.identity', 'fingerprint.key'])
    t.true(
      files.some(({ path, isSecret }) => path === name && isSecret),
      name,
    );
});

test('the commands of the file back devices up', async (t) => {
  const folder = await makeTempFolder(t);
  const postgres = await startPostgres({ log: openLog('test', 'silent') });
  t.teardown(() => postgres.stop());
  const databaseUrl = new URL(postgres.url.reveal());
  const env = { ...(await makeEnv(folder)), POSTGRES_PASSWORD: databaseUrl.password };
  const { services } = await readCompose(env);
  const leafPort = await findFreePort();
  const natsPort = await startServer(
    t,
    { folder, path: 'compose.conf', leafPort },
    services.nats?.environment ?? {},
  );
  const basePort = await findFreePort();
  const ground = await makeGround(folder, [
    ['nats:4222', `127.0.0.1:${natsPort}`],
    ['postgres:5432', databaseUrl.host],
    ['/var/lib/netraven-configs', join(folder, 'configs')],
    ['/var/lib/netraven-operator', join(folder, 'operator')],
    ['/var/lib/netraven-settings', join(folder, 'settings')],
    ['/var/lib/netraven', join(folder, 'keys')],
    ['/app/', `${root}/`],
    ['--base-port=2201', `--base-port=${basePort}`],
    ['--host=0.0.0.0', '--host=127.0.0.1'],
  ]);

  const { keys, prepare, simulator } = services;
  const dispatcher =
    services.dispatcher && (await onOwnPort(inFolder(services.dispatcher, join(folder, 'settings'))));
  const executor = services.executor && (await onOwnPort(withFreshStore(services.executor)));
  const gitWriter = services['git-writer'] && (await onOwnPort(services['git-writer']));
  if (!keys || !dispatcher || !executor || !prepare || !simulator || !gitWriter)
    return t.fail('a service is missing');
  const running: RunningService[] = [];
  t.teardown(async () => void (await Promise.all(running.map((service) => service.stop()))));
  for (let start = 1; start <= 2; start += 1) {
    const made = await runIn(ground, keys, wordsOf(keys));
    t.is(made.code, 0, `start ${start}: ${made.stderr}`);
  }
  t.deepEqual((await readdir(join(folder, 'keys'))).sort(), ['keys', 'netraven.yaml']);
  t.deepEqual(await readdir(join(folder, 'operator')), ['operator-identity.txt']);
  t.deepEqual(await readdir(join(folder, 'settings')), ['netraven.yaml']);
  for (const service of [dispatcher, gitWriter]) running.push(await startService(ground, service));
  const early = await runIn(ground, executor, executor.healthcheck?.test.slice(1) ?? []);
  t.deepEqual([early.code, early.stdout], [1, 'executor does not answer\n']);
  for (let start = 1; start <= 2; start += 1) {
    const prepared = await runIn(ground, prepare, wordsOf(prepare));
    t.is(prepared.code, 0, `start ${start}: ${prepared.stderr}`);
  }
  for (const service of [executor, await onOwnPort(executor), simulator])
    running.push(await startService(ground, service));
  const checks = [dispatcher, gitWriter, executor].map((service) =>
    runIn(ground, service, service.healthcheck?.test.slice(1) ?? []),
  );
  t.deepEqual(
    (await Promise.all(checks)).map(({ stdout }) => stdout),
    ['dispatcher answers\n', 'git-writer answers\n', 'executor answers\n'],
  );

  const netraven = (words: readonly string[], input?: string) =>
    runIn(ground, dispatcher, ['netraven', ...words], input);
  const devices = await writeDevices(folder, basePort);
  const imported = await netraven(['device', 'import', devices]);
  t.is(imported.code, 0, imported.stderr);
  const credential = ['credential', 'add', 'demo', '--username', 'admin', '--tag', 'demo'];
  const added = await netraven([...credential, '--password-stdin', '--enable-stdin'], 'admin\nadmin\n');
  t.is(added.code, 0, added.stderr);
  const backup = await netraven(['backup', '--all', '--json']);
  t.is(backup.code, 0, backup.stdout + backup.stderr);
  t.deepEqual(JSON.parse(backup.stdout).outcomes, { changed: 5 });
  const listed = await netraven(['credential', 'list', '--json']);
  t.like(JSON.parse(listed.stdout), { credentials: [{ name: 'demo', canShare: true }] }, listed.stderr);
  const operatorKey = join(folder, 'operator', 'operator-identity.txt');
  const rotated = await netraven(['key', 'rotate', '--identity', operatorKey, '--json']);
  t.like(JSON.parse(rotated.stdout), { resealed: 0, failed: [], pending: 0 }, rotated.stderr);
  const restored = await netraven(['config', 'restore', 'ios-1', '--identity', operatorKey]);
  t.is(restored.code, 0, restored.stderr);

  const { 'prepare-ams': prepareAms, 'nats-ams': natsAms, 'executor-ams': executorAms } = services;
  if (!prepareAms || !natsAms || !executorAms) return t.fail('a service of the profile is missing');
  const atSite = await runIn(ground, prepareAms, wordsOf(prepareAms));
  t.is(atSite.code, 0, atSite.stderr);
  const leafUrl = natsAms.environment.NETRAVEN_LEAF_AMS_URL?.replace('nats:7422', `127.0.0.1:${leafPort}`);
  const siteEnv = { ...natsAms.environment, NETRAVEN_LEAF_AMS_URL: leafUrl ?? '' };
  const sitePort = await startServer(t, { folder, path: 'leaf/ams.conf' }, siteEnv);
  const own = { ...executorAms.environment, NETRAVEN_NATS_URL: `nats://127.0.0.1:${sitePort}` };
  running.push(await startService(ground, withFreshStore({ ...executorAms, environment: own })));
  const share = ['credential', 'share', '--site', 'ams', '--identity', operatorKey];
  const shared = await netraven(share);
  t.is(shared.code, 0, shared.stderr);
  const device = ['--host', '127.0.0.1', '--port', `${basePort}`, '--platform', 'cisco_ios', '--tag', 'demo'];
  const entered = await netraven(['device', 'add', 'ams-1', ...device, '--site', 'ams']);
  t.is(entered.code, 0, entered.stderr);
  const away = await netraven(['backup', 'ams-1', '--json']);
  t.is(away.code, 0, away.stdout + away.stderr);
  t.deepEqual(JSON.parse(away.stdout).outcomes, { changed: 1 });

  const ended = await Promise.all(running.map((service) => service.stop()));
  t.deepEqual(
    ended,
    running.map(() => 0),
  );
});

/** With another volume than the executor at the same place. */
function inFolder(service: ComposeService, folder: string): ComposeService {
  return { ...service, environment: { ...service.environment, NETRAVEN_DIR: folder } };
}

/** Containers have addresses of their own, which all listen on the same port. */
async function onOwnPort(service: ComposeService): Promise<ComposeService> {
  const NETRAVEN_METRICS_LISTEN = `127.0.0.1:${await findFreePort()}`;
  return { ...service, environment: { ...service.environment, NETRAVEN_METRICS_LISTEN } };
}

/** The store of this test has no lease that an executor would have to wait for. */
function withFreshStore(service: ComposeService): ComposeService {
  return { ...service, environment: { ...service.environment, NETRAVEN_EXECUTOR_FRESH_STORE: 'true' } };
}

/** A NATS server of the file with the configuration that is mounted, on ports and a store of this test. */
async function startServer(
  t: ExecutionContext,
  { folder, path, leafPort }: { folder: string; path: string; leafPort?: number },
  env: ComposeEnv,
): Promise<number> {
  const { path: program, version } = await findNatsServer();
  const config = await readFile(join(root, 'deploy', 'nats', path), 'utf8');
  const store = JSON.stringify(join(folder, `store-${path.replace('/', '-')}`));
  const here = config
    .replace(/store_dir: .*/, `store_dir: ${store}`)
    .replace('"0.0.0.0:7422"', `"127.0.0.1:${leafPort}"`);
  const file = join(folder, path.replace('/', '-'));
  await writeFile(file, isPreferred(version) ? here : here.replace(/.*sync_interval.*\n/, ''));
  const port = await findFreePort();
  const args = ['-c', file, '-a', '127.0.0.1', '-p', `${port}`, '-m', `${await findFreePort()}`];
  const limits = { endSignal: 'SIGTERM', endLimitMs: 10_000 } as const;
  const server = await spawnGuarded({ command: program, args, env, ...limits });
  t.teardown(() => server.end());
  const isUp = await Promise.race([becomesTrue(() => isPortOpen(port)), server.exited.then(() => false)]);
  if (!isUp) t.fail(server.lastLine());
  return port;
}

async function makeGround(folder: string, replacements: Ground['replacements']): Promise<Ground> {
  const bin = join(folder, 'bin');
  for (const name of ['bin', 'keys', 'operator', 'settings', 'configs'])
    await mkdir(join(folder, name), { mode: 0o700 });
  await symlink(process.execPath, join(bin, 'node'));
  for (const name of ['netraven', 'netraven-health']) {
    await symlink(join(root, 'packages', 'cli', 'bin', `${name}.ts`), join(bin, name));
  }
  return { replacements, path: `${bin}:/usr/bin:/bin` };
}

/** The devices of the demo profile, where they are here. */
async function writeDevices(folder: string, basePort: number): Promise<string> {
  const csv = await readFile(join(root, 'deploy', 'compose', 'demo-devices.csv'), 'utf8');
  const file = join(folder, 'devices.csv');
  const moved = csv.replace(
    /simulator,(\d+)/g,
    (_, port: string) => `127.0.0.1,${Number(port) - 2201 + basePort}`,
  );
  await writeFile(file, moved);
  return file;
}
