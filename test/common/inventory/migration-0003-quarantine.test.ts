import { migrateInventory, openInventory } from '@netraven/common/inventory';
import test from 'ava';
import { startTestDatabase } from '../../helpers/start-database.ts';

test('of the open captures of one text, which an older netraven kept all, the newest stays', async (t) => {
  await using database = await startTestDatabase();
  const inventory = await openInventory({ url: database.url });
  const run = (sql: string) => inventory.em.getConnection().execute(sql);
  await run(`
    drop index quarantine_open_index, quarantine_decided_index;
    alter table quarantine drop column sealed_to;
    delete from migration where name = '0003-quarantine';
    insert into quarantine (capture, task_id, device_name, fence, state, reason_code, reason_message, captured_at, hash,
      bytes, text)
    select fence, 't', device, fence, state, 'code', '', now(), hash, 1, ''
    from (values ('a', '1-5-9', 'open', 'h'), ('a', '1-5-10', 'open', 'h'), ('a', '1-5-8', 'dropped', 'h'),
      ('a', '1-5-7', 'open', 'i'), ('b', '1-5-6', 'open', 'h')) as old (device, fence, state, hash)`);
  await migrateInventory(inventory);
  t.deepEqual(await run('select fence, state from quarantine order by device_name desc, fence'), [
    { fence: '1-5-6', state: 'open' },
    { fence: '1-5-10', state: 'open' },
    { fence: '1-5-7', state: 'open' },
    { fence: '1-5-8', state: 'dropped' },
  ]);
  await inventory.close();
});
