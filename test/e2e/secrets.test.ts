import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openInventory } from '@netraven/common/inventory';
import { connectNats, type NatsOptions } from '@netraven/common/jetstream';
import { families, type Simulator, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { z } from 'zod';
import { endpointSchema } from '../../packages/cli/src/instance/endpoint-file.ts';
import { findSecrets, unpackMessage } from '../helpers/find-secrets.ts';
import { findTool } from '../helpers/find-tool.ts';
import { readEndpoint } from '../helpers/read-endpoint.ts';
import { startInstance, type TestInstance } from '../helpers/start-instance.ts';

const run = promisify(execFile);
const LOGIN = { username: 'netops', password: 'L0gin!hidden/one', enable: 'En4ble+hidden=two' };

const UNUSED = ['never-tried-secret', 'never-tried-enable'];
const generated = Object.fromEntries(
  Object.keys(families).map((platform) => [platform.replaceAll('_', '-'), platform]),
);

/** Shorter values and everyday words stand in configurations without being a secret there. */
const MIN_LENGTH = 6;
const EVERYDAY = new Set(['public', 'private', 'cisco', 'secret', 'password']);

/** One generated device of each platform, every recorded one, and one that refuses its login. */
function startDevices(): Promise<Simulator> {
  return startSimulator({
    ...LOGIN,
    devices: [
      ...Object.keys(families).map((platform) => ({ platform, name: platform.replaceAll('_', '-') })),
      { platform: 'cisco_ios', name: 'refuses', password: 'Its*own/hidden=three' },
    ],
    transcripts: globSync('test/fixtures/transcripts/**/*.yaml')
      .sort()
      .map((file, index) => ({ file, name: `recorded-${index}` })),
  });
}

test('no secret of a device or credential is at rest or in flight anywhere', async (t) => {
  await using simulator = await startDevices();
  const operators = { recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' };
  await using instance = await startInstance(
    ['--executors', '1'],
    `secrets: { recipients: [${operators.recipient}] }\nlog: { level: debug }\n`,
  );
  const wire: string[] = [];
  const connection = await connectNats(await adminLogin(instance), { name: 'test', waitMs: 5000 });
  const refusals: unknown[] = [];
  connection.subscribe('>', {
    callback: (error, message) => {
      if (error) refusals.push(error);
      else wire.push(message.subject, unpackMessage(Buffer.from(message.data)));
    },
  });
  await connection.flush();

  const output: string[] = [];
  const netraven = async (args: string[], input?: string) => {
    const { code, stdout, stderr } = await instance.netraven(args, input);
    output.push(stdout, stderr);
    return code;
  };
  const rows = simulator.devices.map(
    ({ name, host, port, platform }) => `${name},${host},${port},${platform},default,sim`,
  );
  const file = join(instance.dir, 'devices.csv');
  const nowhere = 'nowhere,127.0.0.1,1,cisco_ios,default,sim';
  await writeFile(file, ['name,host,port,platform,site,tags', ...rows, nowhere, ''].join('\n'));
  t.is(await netraven(['device', 'import', file]), 0);
  const add = (name: string, username: string, secrets: string) =>
    netraven(
      ['credential', 'add', name, '--username', username, '--password-stdin', '--enable-stdin'],
      secrets,
    );
  t.is(await add('sim', LOGIN.username, `${LOGIN.password}\n${LOGIN.enable}\n`), 0);
  t.is(await add('unused', 'other', `${UNUSED.join('\n')}\n`), 0);
  t.is(await netraven(['backup', '--all', '--json']), 1, 'two devices cannot be backed up');
  for (const device of simulator.devices) if (device.name in generated) device.change();
  await netraven(['backup', '--all']);
  for (const name of [...Object.keys(generated), 'refuses', 'nowhere']) {
    await netraven(['config', 'diff', name]);
    await netraven(['log', '--device', name, '--connection']);
  }
  await netraven(['config', 'search', '.', '--regex', '--limit', '5000']);
  await netraven(['log']);
  await netraven(['credential', 'list', '--json']);
  // Wrong usage repeats what was typed wrong, never what was piped in.
  await netraven(['credential', 'add', 'sim', '--username', 'x', '--password-stdin'], LOGIN.password);
  await netraven(
    ['credential', 'add', 'more', '--username', 'x', '--password-stdin'],
    `${LOGIN.password}\nx\n`,
  );
  await connection.close();
  t.deepEqual(refusals, [], 'the whole wire is heard');

  const values = new Set(simulator.devices.flatMap((device) => device.secrets().map(({ value }) => value)));
  for (const value of [LOGIN.password, LOGIN.enable, 'Its*own/hidden=three', ...UNUSED]) values.add(value);
  const secrets = [...values].filter((value) => value.length >= MIN_LENGTH && !EVERYDAY.has(value));
  t.true(secrets.length > 50, `${secrets.length} secrets to look for`);
  const places = {
    'the wire': wire.join('\n'),
    'the output of commands': output.join('\n'),
    PostgreSQL: await dumpTables(instance),
    'the repository': await dumpRepository(instance),
    ...(await readFiles(join(instance.dir, 'nats'))),
    ...(await readFiles(join(instance.dir, 'log'))),
    ...(await readFiles(join(instance.dir, 'run'))),
    'environment and arguments of the processes': await readProcesses(instance.dir),
  };
  // What is no secret is found where configurations are: the search looks where they are.
  const [, plain = ''] = /^hostname (\S+)$/m.exec(simulator.device('cisco-ios').expected()) ?? [];
  for (const place of ['the wire', 'the output of commands', 'PostgreSQL'] as const)
    t.true(places[place].includes(`hostname ${plain}`), `the configurations are in ${place}`);
  if (findTool('git') !== undefined) t.true(places['the repository'].includes(`hostname ${plain}`));
  t.deepEqual(findSecrets(places, secrets), []);
});

/** No role may hear everything; the login that prepares the server may. */
async function adminLogin({ dir }: TestInstance): Promise<NatsOptions> {
  const passwords = z
    .looseObject({ admin: z.string() })
    .parse(JSON.parse(await readFile(join(dir, 'nats', 'passwords.json'), 'utf8')));
  return { url: (await readEndpoint(dir)).url, user: 'admin', password: passwords.admin };
}

async function dumpTables({ dir }: TestInstance): Promise<string> {
  const endpoint = endpointSchema.parse(JSON.parse(await readFile(join(dir, 'endpoint.json'), 'utf8')));
  const inventory = await openInventory({ url: endpoint.database });
  const execute = (sql: string) => inventory.em.getConnection().execute<{ text: string }[]>(sql);
  const tables = await execute(
    "select table_name as text from information_schema.tables where table_schema = 'public'",
  );
  const rows: string[] = [];
  for (const { text: table } of tables) {
    for (const row of await execute(`select row_to_json(t)::text as text from "${table}" t`))
      rows.push(unescapeJson(row.text));
  }
  await inventory.close();
  return rows.join('\n');
}

/** A value with quotes or backslashes is spelled otherwise in JSON. */
function unescapeJson(text: string): string {
  return `${text}\n${text.replaceAll('\\"', '"').replaceAll('\\\\', '\\')}`;
}

async function dumpRepository({ dir }: TestInstance): Promise<string> {
  if (findTool('git') === undefined) return '';
  const args = ['-C', join(dir, 'configs.git'), 'cat-file', '--batch-all-objects', '--batch', '--buffer'];
  const { stdout } = await run('git', args, { encoding: 'latin1', maxBuffer: 1 << 28 });
  return stdout;
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const read = files
    .filter((file) => file.isFile())
    .map(async (file) => {
      const path = join(file.parentPath, file.name);
      return [path, await readFile(path, 'latin1').catch(() => '')] as const;
    });
  return Object.fromEntries(await Promise.all(read));
}

async function readProcesses(dir: string): Promise<string> {
  if (process.platform !== 'linux') return '';
  const texts: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
    if (command.includes(dir))
      texts.push(command, await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => ''));
  }
  return texts.join('\n');
}
