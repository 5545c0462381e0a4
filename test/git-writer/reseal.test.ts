import test from 'ava';
import { makeSnapshot } from './helpers/make-snapshot.ts';
import { checkWithGit, runGit } from './helpers/run-git.ts';
import {
  awaitEmptyQueue,
  insertDevices,
  makeWriterPlace,
  publishSnapshots,
  query,
  startWriter,
  type WriterPlace,
} from './helpers/start-writer.ts';

const OLD = 'a'.repeat(16);
const NEW = 'b'.repeat(16);
const first = makeSnapshot({ sealed: Buffer.from('age old'), sealedTo: OLD });

const changes = (gitDir: string) =>
  runGit(gitDir, [
    'log',
    '--reverse',
    '--format=%(trailers:key=Change,key=Sealed-To,valueonly,separator=%x20)',
  ]);

const heads = (place: WriterPlace) =>
  query(place, 'select sealed_to, fence from config_head order by device_name');

test('an original sealed to others is a commit of its file alone, and no version', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 3);
  const writer = startWriter(t, place);
  const publish = async (...snapshots: Parameters<typeof publishSnapshots>[1]) => {
    await publishSnapshots(place, snapshots);
    await awaitEmptyQueue(place);
  };
  await publish(first);
  await publish(makeSnapshot({ revision: 2, sealed: Buffer.from('age old again'), sealedTo: OLD }));
  t.is(changes(place.gitDir), `significant ${OLD}`, 'encrypted anew, for the same recipients');

  await publish(makeSnapshot({ revision: 3, sealed: Buffer.from('age new'), sealedTo: NEW }));
  t.is(changes(place.gitDir), `significant ${OLD}\nresealed ${NEW}`);
  t.is(runGit(place.gitDir, ['show', '--format=', '--name-only', 'HEAD']), 'default/device-1.cfg.age');
  t.is(runGit(place.gitDir, ['show', 'HEAD:default/device-1.cfg.age']), 'age new');
  t.deepEqual(await heads(place), [{ sealed_to: NEW, fence: '1-1700000000000-3' }]);
  t.deepEqual(await query(place, 'select outcome, commit is null as none from task order by id'), [
    { outcome: 'changed', none: false },
    { outcome: 'unchanged', none: true },
    { outcome: 'unchanged', none: true },
  ]);
  t.is((await query(place, 'select 1 from config_version')).length, 1);
  await writer.stop();
  checkWithGit(place.gitDir);
});

test('an operator may replace the sealed file of what is in git, and nothing else', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1);
  startWriter(t, place);
  const reseal = { reseal: true, sealed: Buffer.from('age new'), sealedTo: NEW, task: 'reseal-1' } as const;
  await publishSnapshots(place, [first]);
  await awaitEmptyQueue(place);
  for (const refused of [
    makeSnapshot({ ...reseal, text: 'hostname another\n' }),
    makeSnapshot({ ...reseal, path: 'default/device-2.cfg' }),
    makeSnapshot({ ...reseal, device: 9 }),
  ]) {
    await publishSnapshots(place, [refused]);
    await awaitEmptyQueue(place);
  }
  t.is(changes(place.gitDir), `significant ${OLD}`);
  await publishSnapshots(place, [makeSnapshot(reseal)]);
  await awaitEmptyQueue(place);
  t.is(changes(place.gitDir), `significant ${OLD}\nresealed ${NEW}`);
  t.deepEqual(await heads(place), [{ sealed_to: NEW, fence: first.fence }]);
  t.deepEqual(await query(place, 'select settled_fence from device'), [{ settled_fence: first.fence }]);
});

test('to whom originals are sealed is found in the commits when the database has lost it', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 2);
  const writer = startWriter(t, place);
  await publishSnapshots(place, [first]);
  await awaitEmptyQueue(place);
  const [recorded] = await query<{ commit: string }>(place, 'select commit from writer_head');
  await publishSnapshots(place, [makeSnapshot({ revision: 2, sealed: Buffer.from('age'), sealedTo: NEW })]);
  await awaitEmptyQueue(place);
  await writer.stop();
  const execute = (sql: string) => place.inventory.em.getConnection().execute(sql);
  await execute(`update writer_head set commit = '${recorded?.commit}'`);
  await execute(`update config_head set sealed_to = '${OLD}', fence = '${first.fence}'`);
  await execute(`update task set outcome = null where id = 'job-2-1'`);

  const next = startWriter(t, place);
  await publishSnapshots(place, [makeSnapshot({ revision: 2, sealed: Buffer.from('age'), sealedTo: NEW })]);
  await awaitEmptyQueue(place);
  await next.stop();
  t.deepEqual(await heads(place), [{ sealed_to: NEW, fence: '1-1700000000000-2' }]);
  t.deepEqual(await query(place, `select outcome from task where id = 'job-2-1'`), [
    { outcome: 'unchanged' },
  ]);
  t.is(changes(place.gitDir), `significant ${OLD}\nresealed ${NEW}`);
});
