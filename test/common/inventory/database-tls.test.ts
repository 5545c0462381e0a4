import { chmod, chown, copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openInventory } from '@netraven/common/inventory';
import test from 'ava';
import { readDatabaseTls } from '../../../packages/common/src/inventory/database-tls.ts';
import { testWith } from '../../helpers/find-tool.ts';
import { makeCertificates } from '../../helpers/make-certificates.ts';
import { startTestPostgres } from '../../helpers/start-database.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';

const URL_START = 'postgresql://u:hidden-word@127.0.0.1:1/d';

async function isEncrypted(url: string): Promise<boolean> {
  const inventory = await openInventory({ url, poolSize: 2 });
  try {
    const [row] = await inventory.em
      .getConnection()
      .execute<{ ssl: boolean }[]>('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
    return row?.ssl ?? false;
  } finally {
    await inventory.close();
  }
}

testWith('openssl')('the database is reached over TLS as its URL says, or not at all', async (t) => {
  const folder = await makeTempFolder(t);
  const [ours, others] = [await makeCertificates(folder, 'ours'), await makeCertificates(folder, 'others')];
  await using postgres = await startTestPostgres();
  const { url } = postgres;
  const unreachable = { code: 'NETRAVEN_DATABASE_UNREACHABLE' };
  t.false(await isEncrypted(url));
  await t.throwsAsync(isEncrypted(`${url}?sslmode=require`), unreachable, 'the server has no TLS yet');

  const inventory = await openInventory({ url, poolSize: 2 });
  const execute = (sql: string) => inventory.em.getConnection().execute<{ folder: string }[]>(sql);
  const [data] = await execute(`select current_setting('data_directory') as folder`);
  const { uid, gid } = await stat(data?.folder ?? '');
  for (const [from, name] of [
    [ours.serverCert, 'server.crt'],
    [ours.serverKey, 'server.key'],
  ] as const) {
    const to = join(data?.folder ?? '', name);
    await copyFile(from, to);
    await chown(to, uid, gid);
    await chmod(to, 0o600);
  }
  await execute('alter system set ssl = on');
  await execute('select pg_reload_conf()');
  await inventory.close();

  t.true(await isEncrypted(`${url}?sslmode=require`));
  t.true(await isEncrypted(`${url}?sslmode=verify-full&sslrootcert=${ours.ca}`));
  t.true(await isEncrypted(`${url.replace('127.0.0.1', 'localhost')}?sslrootcert=${ours.ca}`));
  t.false(await isEncrypted(`${url}?sslmode=disable`));
  for (const mode of ['require', 'verify-ca', 'verify-full'])
    await t.throwsAsync(isEncrypted(`${url}?sslmode=${mode}&sslrootcert=${others.ca}`), unreachable, mode);
});

test('a mode that leaves encryption to the server is refused, and no error quotes the URL', async (t) => {
  for (const [url, code] of [
    [`${URL_START}?sslmode=prefer`, 'NETRAVEN_CONFIG_INVALID'],
    [`${URL_START}?sslmode=require&sslrootcert=/nowhere`, 'NETRAVEN_CONFIG_INVALID'],
    ['hidden-word', 'NETRAVEN_CONFIG_INVALID'],
  ] as const) {
    const error = await t.throwsAsync(readDatabaseTls(url), { code });
    t.false(`${error?.message} ${error?.stack}`.includes('hidden-word'));
  }
});
