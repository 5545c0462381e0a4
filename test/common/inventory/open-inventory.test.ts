import { openInventory } from '@netraven/common/inventory';
import test from 'ava';
import { startTestDatabase } from '../../helpers/start-database.ts';

test('the server bounds what a connection waits for and holds on to', async (t) => {
  await using database = await startTestDatabase('nothing');
  const inventory = await openInventory({ url: database.url });
  const names = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'];
  const rows = await inventory.em
    .fork()
    .execute<{ name: string; setting: string }[]>(
      'select name, setting from pg_settings where name in (?, ?, ?) order by name',
      names,
    );
  await inventory.close();
  t.deepEqual(rows, [
    { name: 'idle_in_transaction_session_timeout', setting: '300000' },
    { name: 'lock_timeout', setting: '60000' },
    { name: 'statement_timeout', setting: '120000' },
  ]);
});

test('a transaction whose connection the server ends gives its place in the pool back', async (t) => {
  await using database = await startTestDatabase('nothing');
  const inventory = await openInventory({ url: database.url, poolSize: 2 });
  const endInTransaction = () =>
    inventory.em.fork().transactional(async (em) => {
      const [backend] = await em.execute<{ pid: number }[]>('select pg_backend_pid() as pid');
      await inventory.em.fork().execute('select pg_terminate_backend(?::int, 10000)', [backend?.pid]);
    });
  for (let times = 0; times < 4; times++) await t.throwsAsync(endInTransaction());
  t.deepEqual(await inventory.em.fork().execute('select 1 as one'), [{ one: 1 }]);
  await inventory.close();
});
