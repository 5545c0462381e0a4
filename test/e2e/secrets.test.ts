import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openInventory } from '@netraven/common/inventory';
import { connectNats } from '@netraven/common/jetstream';
import { families, startSimulator } from '@netraven/simulator';
import test from 'ava';
import { endpointSchema } from '../../packages/cli/src/instance/endpoint-file.ts';
import { findTool } from '../helpers/find-tool.ts';
import { readEndpoint } from '../helpers/read-endpoint.ts';
import { startInstance, type TestInstance } from '../helpers/start-instance.ts';

const run = promisify(execFile);
const LOGIN = { username: 'netops', password: 'L0gin!hidden/one', enable: 'En4ble+hidden=two' };

/** Shorter values and everyday words stand in configurations without being a secret there. */
const MIN_LENGTH = 6;
const EVERYDAY = new Set(['public', 'private', 'cisco', 'secret', 'password']);

test('no secret of a device or credential is at rest or in flight anywhere', async (t) => {
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: Object.keys(families).map((platform) => ({ platform, name: platform.replaceAll('_', '-') })),
  });
  const operators = { recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p' };
  await using instance = await startInstance(
    ['--executors', '1'],
    `secrets: { recipients: [${operators.recipient}] }\n`,
  );
  const wire: string[] = [];
  const connection = await connectNats(await readEndpoint(instance.dir), { name: 'test', waitMs: 5000 });
  connection.subscribe('>', {
    callback: (_, message) => wire.push(`${message.subject} ${message.string()}`),
  });

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
  await writeFile(file, ['name,host,port,platform,site,tags', ...rows, ''].join('\n'));
  t.is(await netraven(['device', 'import', file]), 0);
  const credential = [
    'credential',
    'add',
    'sim',
    '--username',
    LOGIN.username,
    '--password-stdin',
    '--enable-stdin',
  ];
  t.is(await netraven(credential, `${LOGIN.password}\n${LOGIN.enable}\n`), 0);
  t.is(
    await netraven(
      ['credential', 'add', 'unused', '--username', 'other', '--password-stdin'],
      'never-tried-secret\n',
    ),
    0,
  );
  t.is(await netraven(['backup', '--all']), 0, output.join('\n'));
  for (const device of simulator.devices) device.change();
  t.is(await netraven(['backup', '--all']), 0);
  for (const { name } of simulator.devices) {
    await netraven(['config', 'show', name]);
    await netraven(['config', 'diff', name]);
    await netraven(['log', '--device', name, '--connection']);
  }
  await connection.close();

  const values = new Set(simulator.devices.flatMap((device) => device.secrets().map(({ value }) => value)));
  values.add('never-tried-secret');
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
  t.true(places.PostgreSQL.includes('hostname'), 'the configurations are in the dump');
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets) {
      for (const form of formsOf(secret))
        t.false(text.includes(form), `${JSON.stringify(secret)} in ${place}`);
    }
  }
});

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
    encodeURIComponent(secret),
  ];
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
