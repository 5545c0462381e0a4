import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removePostgres, startPostgres } from '@netraven/cli/embedded';
import { type NetravenError, openLog } from '@netraven/common';
import { openInventory } from '@netraven/common/inventory';
import test from 'ava';
import { startTestPostgres } from '../helpers/start-database.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const log = openLog('test', 'silent');
const asRoot = process.getuid?.() === 0 ? test : test.skip;

async function query(url: string, sql: string): Promise<unknown> {
  const inventory = await openInventory({ url, poolSize: 1 });
  try {
    return await inventory.em.getConnection().execute(sql);
  } finally {
    await inventory.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

test('a kept database has its rows and its password after a stop and after a crash', async (t) => {
  const dir = await makeTempFolder(t);
  let url = '';
  {
    await using postgres = await startPostgres({ dir, log });
    url = postgres.url.reveal();
    await query(url, 'create table kept (n int)');
    await query(url, 'insert into kept values (1)');
    await postgres.server.halt('SIGKILL');
  }
  await using postgres = await startPostgres({ dir, port: Number(new URL(url).port), log });
  t.is(postgres.url.reveal(), url);
  t.deepEqual(await query(url, 'select n from kept'), [{ n: 1 }]);
  t.is((await stat(join(dir, 'password'))).mode & 0o777, 0o600);
  await postgres.stop();
  await removePostgres(dir);
  t.false(await exists(dir));
});

test('text is UTF-8, ordered by bytes, and time is UTC, whatever the machine is set to', async (t) => {
  await using postgres = await startTestPostgres();
  const sql = `select current_setting('server_encoding') as encoding, current_setting('timezone') as timezone,
    (select datlocale from pg_database where datname = current_database()) as locale, 'a' > 'B' as by_bytes`;
  t.deepEqual(await query(postgres.url, sql), [
    { encoding: 'UTF8', timezone: 'UTC', locale: 'C.UTF-8', by_bytes: true },
  ]);
});

test('the printed form of a database URL hides its password, and another password is refused', async (t) => {
  await using postgres = await startPostgres({ log });
  t.is(`${postgres.url}`, '[secret]');
  const url = new URL(postgres.url.reveal());
  url.password = 'wrong';
  const error = await t.throwsAsync<NetravenError>(openInventory({ url: url.href }));
  t.is(error?.code, 'NETRAVEN_DATABASE_UNREACHABLE');
});

test('a server that crashes comes back on the same port with what was committed', async (t) => {
  await using postgres = await startTestPostgres();
  await query(postgres.url, 'create table kept (n int)');
  await postgres.kill9();
  await t.throwsAsync(query(postgres.url, 'select 1'));
  await postgres.restart();
  t.deepEqual(await query(postgres.url, 'select count(*)::int as n from kept'), [{ n: 0 }]);
});

test('a process id file that names another process does not stop the start', async (t) => {
  const dir = await makeTempFolder(t);
  const first = await startPostgres({ dir, log });
  const data = first.outsideDir ?? dir;
  await first.stop();
  await writeFile(join(data, 'data', 'postmaster.pid'), `${process.pid}\n${join(data, 'data')}\n`);
  await using again = await startPostgres({ dir, log });
  t.true(again.server.pid() > 0);
  await again.stop();
  await removePostgres(dir);
});

test('data that another server works on is refused', async (t) => {
  const dir = await makeTempFolder(t);
  await using first = await startPostgres({ dir, log });
  const error = await t.throwsAsync<NetravenError>(startPostgres({ dir, log, orphanLimitMs: 50 }));
  t.is(error?.code, 'NETRAVEN_INSTANCE_RUNNING');
  await first.stop();
  await removePostgres(dir);
});

asRoot(
  'where the server could not reach its data, they are outside, named, and removed with it',
  async (t) => {
    const closed = await makeTempFolder(t);
    await chmod(closed, 0o700);
    const dir = join(closed, 'postgres');
    await mkdir(dir);
    const postgres = await startPostgres({ dir, log });
    const outside = postgres.outsideDir ?? '';
    t.regex(outside, /^\/var\/lib\/netraven\/postgres-[0-9a-f]{12}$/);
    t.is((await readFile(join(dir, 'outside'), 'utf8')).trim(), outside);
    t.is((await stat(join(outside, 'data'))).mode & 0o777, 0o700);
    t.not((await stat(join(outside, 'data'))).uid, 0);
    await postgres.stop();
    await removePostgres(dir);
    t.false(await exists(outside));
    t.false(await exists(dir));
  },
);

test('a port in use is told with what the server printed', async (t) => {
  await using taken = await startTestPostgres();
  const port = Number(new URL(taken.url).port);
  const error = await t.throwsAsync<NetravenError>(startPostgres({ port, log }));
  t.is(error?.code, 'NETRAVEN_DATABASE_FAILED');
  t.is(
    error?.message.replace(/[0-9-]+ [0-9:.]+ UTC \[\d+\] /, ''),
    `PostgreSQL did not come up on 127.0.0.1:${port}: FATAL:  could not create any TCP/IP sockets`,
  );
});

test('a temporary database leaves nothing', async (t) => {
  const postgres = await startPostgres({ log });
  t.true(await exists(postgres.outsideDir ?? ''));
  await postgres.stop();
  t.false(await exists(postgres.outsideDir ?? ''));
});
