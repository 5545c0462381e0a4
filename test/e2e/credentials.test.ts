import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callApi } from '@netraven/common/api';
import { connectNats } from '@netraven/common/jetstream';
import { generateIdentity, openCredential } from '@netraven/common/seal';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { readEndpoint } from '../helpers/read-endpoint.ts';
import { startInstance } from '../helpers/start-instance.ts';

const LOGIN = { username: 'netops', password: 'shared-login-7', enable: 'shared-enable-7' };

test('a new site gets copies from the operators alone, and a site changes its key while it works', async (t) => {
  const operator = await generateIdentity();
  await using simulator = await startSimulator({ ...LOGIN, count: 1, platforms: ['cisco_ios'], size: 0.2 });
  await using instance = await startInstance([], `secrets: { recipients: [${operator.recipient}] }\n`);
  const [device] = simulator.devices;
  if (!device) return t.fail('no device');
  const run = async (args: readonly string[], input?: string) => {
    const result = await instance.netraven(args, input);
    t.is(result.code, 0, result.stderr + result.stdout);
    return result.stdout;
  };
  const add = (name: string, ...more: string[]) =>
    run(
      [
        'credential',
        'add',
        name,
        '--username',
        LOGIN.username,
        '--password-stdin',
        '--enable-stdin',
        ...more,
      ],
      `${LOGIN.password}\n${LOGIN.enable}\n`,
    );
  await run([
    'device',
    'add',
    'r1',
    '--host',
    device.host,
    '--port',
    `${device.port}`,
    '--platform',
    'cisco_ios',
  ]);
  await add('general');
  await add('local', '--site', 'default', '--priority', '200');

  const added = await run(['site', 'add', 'fra']);
  t.regex(added, /not sealed to its key: general; netraven credential share --site fra --identity FILE/);
  const operatorFile = join(instance.dir, 'operator.txt');
  await writeFile(operatorFile, `${operator.identity}\n`, { mode: 0o600 });
  t.is(await run(['credential', 'share', '--identity', operatorFile]), 'general sealed to fra\n');
  t.is(
    await run(['credential', 'share', '--identity', operatorFile]),
    'nothing to do: every site has its copies\n',
  );

  const connection = await connectNats(await readEndpoint(instance.dir), { name: 'test', waitMs: 5000 });
  t.teardown(() => connection.close());
  const copies = async (name: string) => (await callApi(connection, 'credential.copies', { name })).copies;
  const identityOf = async (site: string) =>
    (await readFile(join(instance.dir, 'keys', `site-${site}.identity`), 'utf8')).trim();
  const general = await copies('general');
  t.deepEqual(Object.keys(general).sort(), ['default', 'fra']);
  t.deepEqual(Object.keys(await copies('local')), ['default']);
  t.is((await openCredential(general.fra ?? '', await identityOf('fra'))).password, LOGIN.password);
  for (const [copy, key] of [
    ['fra', 'default'],
    ['default', 'fra'],
  ] as const)
    await t.throwsAsync(openCredential(general[copy] ?? '', await identityOf(key)));

  const backup = async () => (await instance.json<Backup>(['backup', 'r1'])).outcomes;
  t.deepEqual(await backup(), { changed: 1 });
  const before = await identityOf('default');
  t.regex(await run(['key', 'rotate', '--site', 'default']), /2 credentials are sealed to it/);
  const [next, ...old] = (await identityOf('default')).split('\n').filter((line) => line !== '');
  t.deepEqual(old, [before]);
  for (const name of ['general', 'local'])
    t.is((await openCredential((await copies(name)).default ?? '', next ?? '')).password, LOGIN.password);
  t.deepEqual(await backup(), { unchanged: 1 }, 'the executor finds the new key without a restart');
  await run(['key', 'rotate', '--site', 'default', '--drop-old']);
  t.is(await identityOf('default'), next ?? '');
  await instance.restart();
  t.deepEqual(await backup(), { unchanged: 1 });
});

interface Backup {
  readonly outcomes: Readonly<Record<string, number>>;
}
