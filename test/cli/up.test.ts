import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { removePostgres } from '@netraven/cli/embedded';
import { openInventory } from '@netraven/common/inventory';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { becomesTrue } from '../helpers/process-state.ts';
import { startTestDatabase } from '../helpers/start-database.ts';
import { startInstance } from '../helpers/start-instance.ts';
import { startTestNats } from '../helpers/start-nats.ts';
import { filesHolding } from './helpers/files-holding.ts';
import { instanceProcesses } from './helpers/instance-processes.ts';
import { runCli } from './helpers/run-cli.ts';

const PROGRAM = fileURLToPath(new URL('../../packages/cli/bin/netraven.ts', import.meta.url));
const LOGIN = { username: 'netops', password: 'up-login-4711', enable: 'up-enable-0815' };
const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

interface Summary {
  readonly job: string;
  readonly status: string;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly tasks: readonly { device: string; outcome: string; code: string | null; commit: string | null }[];
}

/** Commands on a running instance, without a process for each. */
function inProcess(dir: string) {
  const netraven = (args: readonly string[], input = '') =>
    runCli(args, { input, environment: { NETRAVEN_DIR: dir } });
  const json = async <T>(args: readonly string[], code = 0): Promise<T> => {
    const result = await netraven([...args, '--json']);
    if (result.code === code) return JSON.parse(result.stdout);
    throw new Error(`netraven ${args.join(' ')} exited ${result.code}: ${result.stderr}${result.stdout}`);
  };
  return { netraven, json };
}

async function addDevices(dir: string, rows: readonly string[]) {
  const file = join(dir, 'devices.csv');
  await writeFile(file, ['name,host,port,platform,site,tags', ...rows, ''].join('\n'));
  return inProcess(dir).netraven(['device', 'import', file, '--json']);
}

async function endpointOf(dir: string): Promise<{ database: string; repository: string; pid: number }> {
  return JSON.parse(await readFile(join(dir, 'endpoint.json'), 'utf8'));
}

test('a day with one instance: import, credential, backups, configurations, logs, doctor', async (t) => {
  await using simulator = await startSimulator({
    count: 3,
    platforms: ['cisco_ios', 'juniper_junos', 'vyos'],
    size: 0.1,
    ...LOGIN,
  });
  await using instance = await startInstance();
  const { dir } = instance;
  const { netraven, json } = inProcess(dir);
  const names = simulator.devices.map(({ name }) => name).sort();
  const rows = simulator.devices.map(
    ({ name, host, port, platform }) => `${name},${host},${port},${platform},default,sim lab`,
  );

  const secret = [
    'endpoint.json',
    'keys/fingerprint.key',
    'keys/site-default.identity',
    'run/executor-1.yaml',
  ];
  t.deepEqual(
    await Promise.all(secret.map((file) => modeOf(join(dir, file)))),
    secret.map(() => 0o600),
  );
  const second = await instance.netraven(['up', '--dir', dir, '--json']);
  t.deepEqual([second.code, second.stdout], [2, '']);
  t.is(JSON.parse(second.stderr).error.code, 'NETRAVEN_INSTANCE_RUNNING');

  const wrong = await addDevices(dir, [
    ...rows,
    'x,192.0.2.9,ssh,vyos,default,',
    'y,192.0.2.9,22,vyos,nowhere,',
  ]);
  t.is(wrong.code, 2);
  const report = JSON.parse(wrong.stdout);
  t.deepEqual(
    report.errors.map(({ row, line, name }: { row: number; line: number; name: string }) => [
      row,
      line,
      name,
    ]),
    [
      [4, 5, 'x'],
      [5, 6, 'y'],
    ],
  );
  t.deepEqual((await json<{ devices: unknown[] }>(['device', 'list'])).devices, [], 'nothing was imported');
  t.is((await addDevices(dir, rows)).code, 0);
  t.deepEqual(
    (await json<{ devices: { name: string }[] }>(['device', 'list', '--tag', 'lab'])).devices.map(
      ({ name }) => name,
    ),
    names,
  );

  const credential = [
    'credential',
    'add',
    'sim',
    '--username',
    LOGIN.username,
    '--password-stdin',
    '--enable-stdin',
  ];
  const added = await netraven(
    [...credential, '--tag', 'sim', '--json'],
    `${LOGIN.password}\n${LOGIN.enable}\n`,
  );
  t.deepEqual(JSON.parse(added.stdout), {
    credential: 'sim',
    replaced: false,
    sites: ['default'],
    holds: ['password', 'enable'],
    without: [],
  });

  const unknown = await netraven(['backup', 'nobody', names[0] ?? '', '--json']);
  t.is(unknown.code, 2);
  t.is(JSON.parse(unknown.stderr).error.message, 'device nobody is not in the inventory');
  t.deepEqual((await json<{ jobs: unknown[] }>(['job', 'list'])).jobs, [], 'nothing was started');

  const first = await json<Summary>(['backup', '--all']);
  t.deepEqual(Object.keys(first), ['job', 'status', 'outcomes', 'tasks']);
  t.deepEqual([first.status, first.outcomes], ['COMPLETED_SUCCESS', { changed: 3 }]);
  t.deepEqual(
    first.tasks.map((task) => [Object.keys(task), task.device, task.outcome, task.code]),
    names.map((name) => [['device', 'outcome', 'code', 'commit', 'durationMs'], name, 'changed', null]),
  );

  const { repository, database } = await endpointOf(dir);
  const [name = ''] = names;
  const shown = await netraven(['config', 'show', name]);
  const stored = spawn('git', ['-C', repository, 'show', `HEAD:default/${name}.cfg`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stored.stdout) chunks.push(chunk);
  t.is(shown.stdout, Buffer.concat(chunks).toString('utf8'), 'byte for byte what git holds');

  simulator.device(name).change('description');
  const again = await json<Summary>(['backup', name, '--urgent']);
  t.deepEqual([again.status, again.outcomes], ['COMPLETED_SUCCESS', { changed: 1 }]);
  const { versions } = await json<{ versions: { commit: string }[] }>(['config', 'history', name]);
  t.deepEqual(
    versions.map(({ commit }) => commit),
    [again.tasks[0]?.commit, first.tasks[0]?.commit],
  );
  const diff = await netraven(['config', 'diff', name]);
  t.regex(diff.stdout, /^--- a\/default\/.*\n\+\+\+ b\/default\/.*\n@@ [\s\S]*^\+.*moved to patch/m);
  const before = await netraven(['config', 'show', name, '--at', '~1']);
  t.is(before.stdout, shown.stdout);
  const found = await netraven(['config', 'search', 'moved to patch']);
  t.regex(found.stdout, new RegExp(`^${name}:\\d+:.*moved to patch \\d+.*\\n$`));

  await addDevices(dir, ['dead,127.0.0.1,1,vyos,default,sim']);
  const partial = await json<Summary>(['backup', 'dead', name], 1);
  t.is(partial.status, 'COMPLETED_PARTIAL_FAILURE');
  t.deepEqual(
    partial.tasks.map(({ device, outcome, code }) => [device, outcome, code]).sort(),
    [
      [name, 'unchanged', null],
      ['dead', 'failed', 'NETRAVEN_CONNECT_REFUSED'],
    ].sort(),
  );
  const detail = await netraven(['job', 'show', partial.job]);
  t.regex(detail.stdout, /NETRAVEN_CONNECT_REFUSED \(1 device\)\n {2}dead: .*\n {2}hint: /);
  t.is((await netraven(['job', 'watch', partial.job])).code, 1);
  t.regex((await netraven(['log', '--device', name])).stdout, new RegExp(`${name} committed`));

  const doctor = await json<{ healthy: boolean; checks: { name: string; state: string }[] }>(['doctor']);
  t.true(doctor.healthy);
  t.is(doctor.checks.find((check) => check.name === 'recipients')?.state, 'warn');

  const inventory = await openInventory({ url: database, poolSize: 1 });
  const credentials = await inventory.em.fork().execute('select * from credential');
  const logs = await inventory.em.fork().execute('select * from job_log');
  const transcripts = await inventory.em.fork().execute('select * from connection_log');
  await inventory.close();
  const secrets = [LOGIN.password, LOGIN.enable];
  for (const secret of secrets) t.false(JSON.stringify([credentials, logs, transcripts]).includes(secret));
  t.deepEqual(await filesHolding(dir, secrets), [], 'no file of the instance holds a secret, NATS included');

  t.is(await instance.stop(), 0);
  t.false((await readdir(dir)).includes('endpoint.json'));
  t.deepEqual(await instanceProcesses(dir), []);
  t.is((await netraven(['device', 'list'])).code, 3);
});

test('kill -9 of up leaves no process, and the next up goes on with the same data', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'netraven-test-up-'));
  t.teardown(async () => {
    await removePostgres(join(dir, 'postgres'));
    await rm(dir, { recursive: true, force: true });
  });
  const start = async () => {
    // As a service manager may: leader of its own group, nobody reads its output.
    const up = spawn(process.execPath, [PROGRAM, 'up', '--dir', dir], { detached: true, stdio: 'ignore' });
    t.teardown(() => up.kill('SIGKILL'));
    const exited = once(up, 'exit');
    const isUp = async () => (await endpointOf(dir).catch(() => undefined))?.pid === up.pid;
    t.true(await becomesTrue(isUp, 100_000), 'up became ready');
    return { up, exited };
  };
  const netraven = async (...args: string[]) => {
    const child = spawn(process.execPath, [PROGRAM, ...args, '--dir', dir], { stdio: 'ignore' });
    const [code] = await once(child, 'exit');
    return code;
  };

  const first = await start();
  t.is(await netraven('device', 'add', 'core-1', '--host', '192.0.2.1', '--platform', 'cisco_ios'), 0);
  first.up.kill('SIGKILL');
  await first.exited;
  t.true(
    await becomesTrue(async () => (await instanceProcesses(dir)).length === 0, 60_000),
    'nothing stays behind',
  );

  const second = await start();
  t.is(await netraven('device', 'show', 'core-1'), 0, 'the inventory is still there');
  process.kill(-(second.up.pid ?? 0), 'SIGTERM');
  t.deepEqual(await second.exited, [0, null]);
  t.deepEqual(await instanceProcesses(dir), []);
});

test('up works on NATS and PostgreSQL of the operator, and starts none of its own', async (t) => {
  await using nats = await startTestNats();
  await using database = await startTestDatabase('nothing');
  const dir = await mkdtemp(join(tmpdir(), 'netraven-test-up-'));
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  const { user = '', password = '' } = nats.optionsFor('admin');
  const settings = { nats: { url: nats.url, user, password }, executor: { site: 'fra' } };
  await writeFile(join(dir, 'netraven.yaml'), JSON.stringify(settings), { mode: 0o600 });
  const environment = { ...process.env, NETRAVEN_DATABASE_URL: database.url };
  const up = spawn(process.execPath, [PROGRAM, 'up', '--dir', dir, '--json'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => up.kill('SIGKILL'));
  const exited = once(up, 'exit');
  const [line] = await once(createInterface({ input: up.stdout }), 'line');
  const printable = database.url.replace(/\/\/[^@]*@/, '//');
  t.deepEqual(JSON.parse(line), {
    ready: true,
    dir,
    nats: nats.url,
    database: printable,
    repository: join(dir, 'configs.git'),
    log: join(dir, 'log'),
    site: 'fra',
    executors: 1,
    recipients: 0,
    metrics: null,
    outsideDir: null,
  });
  const entries = await readdir(dir);
  t.false(entries.includes('nats') || entries.includes('postgres'));
  const { sites } = await inProcess(dir).json<{ sites: { name: string; devices: number }[] }>([
    'site',
    'list',
  ]);
  t.deepEqual(
    sites.map(({ name, devices }) => [name, devices]),
    [['fra', 0]],
  );
  up.kill('SIGTERM');
  t.deepEqual(await exited, [0, null]);

  await rm(join(dir, 'keys'), { recursive: true });
  const other = spawn(process.execPath, [PROGRAM, 'up', '--dir', dir, '--json'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const refused = JSON.parse(await text(other.stderr));
  t.is(
    refused.error.code,
    'NETRAVEN_CONFLICT',
    'another key would lock out the executors that hold the first',
  );
});
