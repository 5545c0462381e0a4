import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLog } from '@netraven/common';
import { openInventory } from '@netraven/common/inventory';
import test, { type ExecutionContext } from 'ava';
import { tryWriterLocks } from '../../../packages/git-writer/src/repository/hold-locks.ts';
import { startTestDatabase } from '../../helpers/start-database.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { query } from '../helpers/start-writer.ts';

const log = openLog('test', 'silent');

async function makePlace(t: ExecutionContext<unknown>) {
  const gitDir = join(await makeTempFolder(t), 'configs.git');
  const database = await startTestDatabase('nothing');
  t.teardown(() => database[Symbol.asyncDispose]());
  const inventory = await openInventory({ url: database.url });
  t.teardown(() => inventory.close());
  return { gitDir, inventory };
}

test('the locks are held once, and free again when released', async (t) => {
  const { gitDir, inventory } = await makePlace(t);
  const held = await tryWriterLocks(inventory, gitDir, log);
  await t.notThrowsAsync(async () => held?.confirm());
  t.is(await tryWriterLocks(inventory, gitDir, log), null);
  await held?.release();
  const again = await tryWriterLocks(inventory, gitDir, log);
  t.not(again, null);
  await again?.release();
});

test('a lock that is lost is noticed: the session in the database, and the file', async (t) => {
  const { gitDir, inventory } = await makePlace(t);
  const lost = { code: 'NETRAVEN_REPOSITORY_LOCKED' };
  const first = await tryWriterLocks(inventory, gitDir, log);
  await query(
    { inventory },
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  await t.throwsAsync(async () => first?.confirm(), lost);
  const second = await tryWriterLocks(inventory, gitDir, log);
  await first?.release();
  await t.notThrowsAsync(async () => second?.confirm(), 'the end of the first takes nothing from the second');
  writeFileSync(`${gitDir}.lock`, JSON.stringify({ token: 'y', host: 'h', pid: 1, database: 'd' }));
  await t.throwsAsync(async () => second?.confirm(), lost);
  await second?.release();
});
