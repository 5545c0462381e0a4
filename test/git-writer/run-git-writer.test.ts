import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { NetravenError } from '@netraven/common';
import { type Inventory, migrateInventory, openInventory } from '@netraven/common/inventory';
import { consumerNames, defaultStreamSizes, ensureHub, streamNames } from '@netraven/common/jetstream';
import { type Snapshot, sha256 } from '@netraven/common/message';
import test from 'ava';
import { startTestPostgres } from '../helpers/start-database.ts';
import { makeSnapshot } from './helpers/make-snapshot.ts';
import { checkWithGit, runGit } from './helpers/run-git.ts';
import {
  awaitEmptyQueue,
  insertDevices,
  makeWriterPlace,
  publishSnapshots,
  query,
  startWriter,
  waitUntil,
} from './helpers/start-writer.ts';

const rows = `
  select v.capture, v.device_name, v.path, v.commit, v.blob, v.hash, v.bytes, v.lines, v.captured_at, v.committed_at,
    v.added, v.removed, v.change, v.diff, t.outcome, t.commit as task_commit, case when d.id = 1 then d.settled_fence end as fence, h.text, h.version_id = v.id as is_head
  from config_version v join task t on t.id = v.task_id join device d on d.id = v.device_id
  join config_head h on h.device_name = v.device_name order by v.id`;

test('a standby waits while another writes, and takes over when it ends', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 2);
  const first = startWriter(t, place);
  await waitUntil(() => first.status() === 'writing', 'the first writer');
  const inventory = await openInventory({ url: place.databaseUrl });
  t.teardown(() => inventory.close());
  const second = startWriter(t, { ...place, inventory });
  await waitUntil(() => second.status() === 'standby', 'the second to stand by');
  await publishSnapshots(place, [makeSnapshot()]);
  await awaitEmptyQueue(place);
  await first.stop();
  await waitUntil(() => second.status() === 'writing', 'the second to take over');
  await publishSnapshots(place, [makeSnapshot({ revision: 2, text: 'two\n' })]);
  await awaitEmptyQueue(place);
  await second.stop();

  t.deepEqual([first.counters.changed, second.counters.changed], [1, 1]);
  t.is(runGit(place.gitDir, ['rev-list', '--count', 'HEAD']), '2');
});

test('a writer whose session in the database is gone writes nothing more until it has the lock again', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  const writer = startWriter(t, place);
  await waitUntil(() => writer.status() === 'writing', 'the writer');
  await query(
    place,
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  await publishSnapshots(place, [makeSnapshot()]);
  await awaitEmptyQueue(place);
  await writer.stop();
  t.is(writer.counters.failures, 1);
  t.is(runGit(place.gitDir, ['rev-list', '--count', 'HEAD']), '1');
});

test('commits that a crash kept from the database are recorded from git, as if they had been at once', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 2, 2);
  const batches = [
    [
      makeSnapshot({ text: 'one\n' }),
      makeSnapshot({ device: 2, text: 'other\n', sealed: Buffer.from('sealed') }),
    ],
    [
      makeSnapshot({ revision: 2, text: 'one\ntwo\n' }),
      makeSnapshot({ device: 2, revision: 2, text: 'other\n' }),
    ],
  ];
  const writer = startWriter(t, { ...place, inventory: failingTransactions(place.inventory, 2) });
  for (const batch of batches) {
    await publishSnapshots(place, batch);
    await awaitEmptyQueue(place);
  }
  await writer.stop();
  const recorded = await query(place, rows);
  t.is(writer.counters.failures, 2);
  t.true(writer.counters.settledBefore >= 1);
  t.is(runGit(place.gitDir, ['rev-list', '--count', 'HEAD']), '3');
  checkWithGit(place.gitDir);

  await query(
    place,
    `truncate config_version, config_head, writer_head; update device set settled_fence = null; update task set outcome = null, commit = null`,
  );
  const again = startWriter(t, place);
  await waitUntil(() => again.status() === 'writing', 'the writer');
  await again.stop();
  t.is(recorded.length, 3);
  t.deepEqual(await query(place, rows), recorded);
});

test('a repository that is gone is reported, and nothing is begun in its place', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  const writer = startWriter(t, place);
  await publishSnapshots(place, [makeSnapshot()]);
  await awaitEmptyQueue(place);
  await writer.stop();
  rmSync(place.gitDir, { recursive: true });
  const error = await t.throwsAsync(startWriter(t, place).ended, { instanceOf: NetravenError });
  t.is(error?.code, 'NETRAVEN_REPOSITORY_DAMAGED');
});

test('a repository restored from an old backup is taken only when the operator says so, and then catches up', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 3);
  const { gitDir } = place;
  const backUp = `${gitDir}.backup`;
  const write = async (revision: number) => {
    const writer = startWriter(t, place);
    await publishSnapshots(place, [
      makeSnapshot({ revision, text: revision === 3 ? 'two\n' : `${revision}\n` }),
    ]);
    await awaitEmptyQueue(place);
    await writer.stop();
  };
  await write(1);
  cpSync(gitDir, backUp, { recursive: true });
  await write(2);
  rmSync(gitDir, { recursive: true });
  cpSync(backUp, gitDir, { recursive: true });
  await t.throwsAsync(startWriter(t, place).ended, { code: 'NETRAVEN_REPOSITORY_DAMAGED' });
  await query(place, 'delete from writer_head');
  await write(3);
  t.is(runGit(gitDir, ['log', '--format=%s']), 'device-1: +1 -1 lines\ndevice-1: +1 -0 lines');
  t.deepEqual(await query(place, 'select text, commit from config_head'), [
    { text: 'two\n', commit: runGit(gitDir, ['rev-parse', 'HEAD']) },
  ]);
});

test('what a restored repository lost is forgotten, so that the next capture of its devices is stored', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 3, 2);
  const { gitDir } = place;
  const write = async (snapshots: readonly Snapshot[]) => {
    const writer = startWriter(t, place);
    await publishSnapshots(place, snapshots);
    await awaitEmptyQueue(place);
    await writer.stop();
  };
  await write([makeSnapshot({ text: 'old\n' })]);
  cpSync(gitDir, `${gitDir}.backup`, { recursive: true });
  await write([
    makeSnapshot({ revision: 2, text: 'new\n' }),
    makeSnapshot({ device: 2, text: 'lost\n' }),
    makeSnapshot({ device: 3, text: 'lost, but sealed\n' }),
  ]);
  await query(place, `update config_head set latest_sealed = 'sealed' where device_name = 'device-3'`);
  rmSync(gitDir, { recursive: true });
  cpSync(`${gitDir}.backup`, gitDir, { recursive: true });
  await query(place, 'delete from writer_head');
  await write([makeSnapshot({ device: 2, revision: 2, text: 'lost\n' })]);
  t.deepEqual(
    await query(place, 'select device_name, hash, text, latest_sealed from config_head order by device_name'),
    [
      { device_name: 'device-1', hash: sha256('old\n'), text: 'old\n', latest_sealed: null },
      { device_name: 'device-2', hash: sha256('lost\n'), text: 'lost\n', latest_sealed: null },
      { device_name: 'device-3', hash: '', text: '', latest_sealed: 'sealed' },
    ],
  );
  const commits = runGit(gitDir, ['rev-list', '--reverse', 'HEAD']).split('\n');
  t.deepEqual(
    (await query(place, 'select "commit" from config_version order by id')).map(({ commit }) => commit),
    commits,
  );
});

test('a head that an operator takes from the database is recorded anew while nothing is to be written', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  const writer = startWriter(t, place);
  await publishSnapshots(place, [makeSnapshot()]);
  await awaitEmptyQueue(place);
  await query(
    place,
    'delete from writer_head; update config_head set version_id = null; delete from config_version',
  );
  await waitUntil(
    async () => (await query(place, 'select 1 from writer_head')).length === 1,
    'the head to be recorded',
  );
  t.deepEqual(await query(place, 'select "commit" from config_version'), [
    { commit: runGit(place.gitDir, ['rev-parse', 'HEAD']) },
  ]);
  await writer.stop();
});

test('a branch that something else has moved is noticed, and its commits are kept', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 2);
  const { gitDir } = place;
  const writer = startWriter(t, place);
  await publishSnapshots(place, [makeSnapshot()]);
  await awaitEmptyQueue(place);
  const tree = runGit(gitDir, ['rev-parse', 'HEAD^{tree}']);
  const foreign = runGit(gitDir, [
    '-c',
    'user.name=x',
    '-c',
    'user.email=x@y',
    'commit-tree',
    tree,
    '-p',
    'HEAD',
    '-m',
    'by hand',
  ]);
  runGit(gitDir, ['update-ref', 'refs/heads/main', foreign]);
  await publishSnapshots(place, [makeSnapshot({ revision: 2, text: 'two\n' })]);
  await awaitEmptyQueue(place);
  await writer.stop();

  t.is(writer.counters.failures, 1);
  t.is(runGit(gitDir, ['log', '--format=%s']), 'device-1: +1 -1 lines\nby hand\ndevice-1: +1 -0 lines');
  checkWithGit(gitDir);
});

test('a lock file of a writer of another database that may be alive is respected', async (t) => {
  const place = await makeWriterPlace(t);
  const owner = { token: 'x', host: 'another-host', pid: 1, database: 'another/1' };
  writeFileSync(`${place.gitDir}.lock`, JSON.stringify(owner));
  const writer = startWriter(t, place);
  await waitUntil(() => writer.status() === 'standby', 'the writer to stand by');
  writeFileSync(`${place.gitDir}.lock`, '{"torn');
  await waitUntil(() => writer.status() === 'writing', 'the writer');
  await writer.stop();
  t.is(writer.counters.failures, 0);
});

test('a queue that is deleted under the writer and made again by the dispatcher is read on', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  const writer = startWriter(t, place);
  await waitUntil(() => writer.status() === 'writing', 'the writer');
  const manager = await place.connection.jetstreamManager();
  await manager.consumers.delete(streamNames.snapshots, consumerNames.snapshots);
  await ensureHub(place.connection, [], defaultStreamSizes);
  await publishSnapshots(place, [makeSnapshot()]);
  await awaitEmptyQueue(place);
  await writer.stop();
  t.is(writer.counters.changed, 1);
});

test('a database and a broker that crash are waited for, and nothing is lost or done twice', async (t) => {
  const postgres = await startTestPostgres();
  t.teardown(() => postgres[Symbol.asyncDispose]());
  const migration = await openInventory({ url: postgres.url });
  await migrateInventory(migration);
  await migration.close();
  const place = await makeWriterPlace(t, postgres);
  await insertDevices(place, 1, 3);
  const writer = startWriter(t, place, {});
  await publishSnapshots(place, [makeSnapshot({ text: 'one\n' })]);
  await awaitEmptyQueue(place);
  await postgres.kill9();
  await publishSnapshots(place, [makeSnapshot({ text: 'two\n', revision: 2 })]);
  await waitUntil(() => writer.counters.failures > 0, 'the writer to notice');
  await postgres.restart();
  await awaitEmptyQueue(place, 40_000);
  await place.nats.kill9();
  await place.nats.restart();
  await publishSnapshots(place, [makeSnapshot({ text: 'three\n', revision: 3 })]);
  await awaitEmptyQueue(place, 40_000);
  await writer.stop();
  t.is(writer.counters.changed, 3);
  t.is(runGit(place.gitDir, ['rev-list', '--count', 'HEAD']), '3');
  t.deepEqual(await query(place, 'select outcome from task'), Array(3).fill({ outcome: 'changed' }));
});

/** An inventory whose first `count` transactions fail before they begin, as if the process had died there. */
function failingTransactions(inventory: Inventory, count: number): Inventory {
  let left = count;
  const em = new Proxy(inventory.em, {
    get: (target, key) => {
      if (key !== 'fork') return Reflect.get(target, key);
      return () => {
        const fork = target.fork();
        const { transactional } = fork;
        fork.transactional = ((...args: Parameters<typeof transactional>) => {
          if (left-- > 0) return Promise.reject(new Error('the process died'));
          return transactional.apply(fork, args);
        }) as typeof transactional;
        return fork;
      };
    },
  });
  return new Proxy(inventory, { get: (target, key) => (key === 'em' ? em : Reflect.get(target, key)) });
}
