import test from 'ava';
import { findKnownTasks } from '../../../packages/executor/src/record/find-known-tasks.ts';
import { openWithTask, result } from './helpers/open-with-task.ts';

test('a site answers for its own tasks, jobs and devices only, and for one whose device was removed since', async (t) => {
  await using database = await openWithTask();
  const { inventory } = database;
  const known = async (changes: Parameters<typeof result>[0]) => [
    ...(await findKnownTasks(inventory, [result(changes)])),
  ];
  t.deepEqual(await known({}), ['j-7']);
  t.deepEqual(await known({ site: 'fra' }), []);
  t.deepEqual(await known({ job: 'k' }), []);
  t.deepEqual(await known({ task: 'j-8' }), []);
  t.deepEqual(await known({ device: { id: 8, name: 'r7' } }), []);
  t.deepEqual(await known({ device: { id: 7, name: 'r8' } }), []);
  await inventory.em.getConnection().execute('update task set device_id = null');
  t.deepEqual(await known({ device: { id: 8, name: 'r7' } }), ['j-7']);
});
