import { NetravenError, openLog } from '@netraven/common';
import { sha256, subjects } from '@netraven/common/message';
import test from 'ava';
import { recoverRepository } from '../../packages/git-writer/src/repository/recover-repository.ts';
import { openIntake } from '../../packages/git-writer/src/snapshot/open-intake.ts';
import { writeSnapshots } from '../../packages/git-writer/src/write-snapshots.ts';
import { defaultSettings, newCounters } from '../../packages/git-writer/src/writer.ts';
import { makeSnapshot } from './helpers/make-snapshot.ts';
import { checkWithGit, runGit } from './helpers/run-git.ts';
import {
  awaitEmptyQueue,
  insertDevices,
  makeWriterPlace,
  publishSnapshots,
  query,
  startWriter,
} from './helpers/start-writer.ts';

const outcomes =
  'select id, outcome, commit is not null as committed, error_code as code from task order by id';

test('a snapshot becomes one commit with trailers, a version, a current text and the outcome of its task', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 2);
  const first = makeSnapshot({ text: 'hostname one\ninterface a\n', sealed: Buffer.from('age original 1') });
  const second = makeSnapshot({
    text: 'hostname one\ninterface b\nend\n',
    revision: 2,
    base: first.hash,
    sealed: Buffer.from('age original 2'),
  });
  const writer = startWriter(t, place);
  await publishSnapshots(place, [first]);
  await awaitEmptyQueue(place);
  await publishSnapshots(place, [second]);
  await awaitEmptyQueue(place);
  await writer.stop();

  const { gitDir } = place;
  checkWithGit(gitDir);
  const [head, parent] = runGit(gitDir, ['log', '--format=%H']).split('\n');
  t.is(
    runGit(gitDir, ['log', '-1', '--format=%an <%ae> %aI%n%B']),
    [
      'netraven <netraven@localhost> 2026-01-01T00:00:02+00:00',
      'device-1: +2 -1 lines',
      '',
      'Job-Id: job-2',
      'Task-Id: job-2-1',
      'Device: device-1',
      'Device-Id: 1',
      'Site: default',
      'Platform: cisco_ios',
      'Captured-At: 2026-01-01T00:00:02.000Z',
      'Capture-Id: job-2-1.1-1700000000000-2',
      'Fence: 1-1700000000000-2',
      'Change: significant',
    ].join('\n'),
  );
  t.is(runGit(gitDir, ['show', 'HEAD:default/device-1.cfg']), 'hostname one\ninterface b\nend');
  t.is(runGit(gitDir, ['show', 'HEAD:default/device-1.cfg.age']), 'age original 2');
  t.is(runGit(gitDir, ['show', 'HEAD~1:default/device-1.cfg.age']), 'age original 1');

  const versions = await query(
    place,
    'select capture, device_id, path, commit, hash, bytes, lines, added, removed, change, diff from config_version order by id',
  );
  t.deepEqual(versions, [
    {
      capture: first.capture,
      device_id: 1,
      path: 'default/device-1.cfg',
      commit: parent,
      hash: first.hash,
      bytes: first.bytes,
      lines: 2,
      added: 2,
      removed: 0,
      change: 'significant',
      diff: '',
    },
    {
      capture: second.capture,
      device_id: 1,
      path: 'default/device-1.cfg',
      commit: head,
      hash: second.hash,
      bytes: second.bytes,
      lines: 3,
      added: 2,
      removed: 1,
      change: 'significant',
      diff: '--- a/default/device-1.cfg\n+++ b/default/device-1.cfg\n@@ -1,2 +1,3 @@\n hostname one\n-interface a\n+interface b\n+end\n',
    },
  ]);
  t.deepEqual(
    await query(
      place,
      `select h.text, h.hash, h.fence, h.commit, v.capture, d.settled_fence, d.last_outcome, w.commit as writer_head
       from config_head h join config_version v on v.id = h.version_id join device d on d.name = h.device_name, writer_head w`,
    ),
    [
      {
        text: 'hostname one\ninterface b\nend\n',
        hash: second.hash,
        fence: second.fence,
        commit: head,
        capture: second.capture,
        settled_fence: second.fence,
        last_outcome: 'changed',
        writer_head: head,
      },
    ],
  );
  t.deepEqual(await query(place, outcomes), [
    { id: 'job-1-1', outcome: 'changed', committed: true, code: null },
    { id: 'job-2-1', outcome: 'changed', committed: true, code: null },
  ]);
  t.deepEqual(await query(place, 'select message from job_log order by id'), [
    { message: `committed ${parent?.slice(0, 12)}: +2 -0 lines` },
    { message: `committed ${head?.slice(0, 12)}: +2 -1 lines` },
  ]);
});

test('the fence decides: older is superseded, equal is settled already, the same text makes no commit', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 5);
  const writer = startWriter(t, place);
  const shots = [
    makeSnapshot({ revision: 3, text: 'three\n' }),
    makeSnapshot({ revision: 2, text: 'two\n' }),
    makeSnapshot({ revision: 3, text: 'three\n' }),
    makeSnapshot({ revision: 4, text: 'three\n' }),
    makeSnapshot({ revision: 5, text: 'two\n' }),
  ];
  for (const shot of shots) {
    await publishSnapshots(place, [shot]);
    await awaitEmptyQueue(place);
  }
  await writer.stop();

  t.deepEqual(await query(place, outcomes), [
    { id: 'job-1-1', outcome: null, committed: false, code: null },
    { id: 'job-2-1', outcome: 'superseded', committed: false, code: null },
    { id: 'job-3-1', outcome: 'changed', committed: true, code: null },
    { id: 'job-4-1', outcome: 'unchanged', committed: false, code: null },
    { id: 'job-5-1', outcome: 'changed', committed: true, code: null },
  ]);
  t.is(runGit(place.gitDir, ['rev-list', '--count', 'HEAD']), '2');
  const { changed, unchanged, superseded, settledBefore } = writer.counters;
  t.deepEqual(
    { changed, unchanged, superseded, settledBefore },
    { changed: 2, unchanged: 1, superseded: 1, settledBefore: 1 },
  );
});

test('snapshots of one device in one batch are stored in the order of their fences', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 2, 3);
  await publishSnapshots(place, [
    makeSnapshot({ revision: 3, text: 'three\n' }),
    makeSnapshot({ device: 2, revision: 1, text: 'other\n' }),
    makeSnapshot({ revision: 1, text: 'one\n' }),
    makeSnapshot({ revision: 2, text: 'one\n' }),
    makeSnapshot({ revision: 3, text: 'three\n' }),
  ]);
  const writer = startWriter(t, place);
  await awaitEmptyQueue(place);
  await writer.stop();

  t.is(
    runGit(place.gitDir, [
      'log',
      '--reverse',
      '--format=%(trailers:key=Capture-Id,valueonly,separator=%x2C)',
    ]),
    ['job-1-1.1-1700000000000-1', 'job-3-1.1-1700000000000-3', 'job-1-2.1-1700000000000-1'].join('\n'),
  );
  t.is(writer.counters.batches, 1);
  t.deepEqual(await query(place, `select id, outcome from task where outcome is not null order by id`), [
    { id: 'job-1-1', outcome: 'changed' },
    { id: 'job-1-2', outcome: 'changed' },
    { id: 'job-2-1', outcome: 'unchanged' },
    { id: 'job-3-1', outcome: 'changed' },
  ]);
});

test('a content whose hash differs fails at once and raises the fence', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  const writer = startWriter(t, place);
  await publishSnapshots(place, [{ ...makeSnapshot(), hash: sha256('something else') }]);
  await awaitEmptyQueue(place);
  await writer.stop();

  t.deepEqual(await query(place, outcomes), [
    { id: 'job-1-1', outcome: 'failed', committed: false, code: 'NETRAVEN_SNAPSHOT_HASH' },
  ]);
  t.deepEqual(await query(place, 'select settled_fence, failures_in_row from device'), [
    { settled_fence: '1-1700000000000-1', failures_in_row: 1 },
  ]);
});

test('what a snapshot may not claim is refused with a reason, once, and holds up nobody', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 2, 1);
  const events: string[] = [];
  const watched = place.connection.subscribe('netraven.events.*.message.refused', {
    callback: (_error, message) =>
      events.push(String(message.json<{ data: { reason: string } }>().data.reason)),
  });
  const good = makeSnapshot({ device: 2 });
  const shot = makeSnapshot();
  const withPath = (path: string) => ({ ...shot, device: { ...shot.device, path } });
  const hostile: unknown[] = [
    'not a snapshot',
    { ...shot, v: 2 },
    { ...shot, capture: 'another' },
    { ...shot, site: 'other' },
    { ...shot, device: { ...shot.device, id: 2 ** 40 } },
    ...[
      '../escape.cfg',
      '/etc/passwd.cfg',
      'default/.git/x.cfg',
      'default/a\nb.cfg',
      'default/x',
      'default/-rf.cfg',
    ].map(withPath),
    withPath('default/device-2.cfg'),
    {
      ...shot,
      device: { ...shot.device, epoch: 7 },
      fence: '7-1700000000000-1',
      capture: `${shot.task}.7-1700000000000-1`,
    },
  ];
  const client = place.connection.jetstream();
  const subject = subjects.snapshot('default', 'device-1');
  for (const body of hostile)
    await client.publish(subject, typeof body === 'string' ? body : JSON.stringify(body));
  await publishSnapshots(place, [good]);
  const writer = startWriter(t, place);
  await awaitEmptyQueue(place);
  await writer.stop();
  watched.unsubscribe();

  t.is(writer.counters.refused, hostile.length);
  t.is(events.length, hostile.length);
  t.deepEqual(events.slice(0, 3), [
    'snapshot: the body is not JSON',
    'snapshot: v: must be 1, got "2"',
    'snapshot: capture: must be job-1-1.1-1700000000000-1',
  ]);
  t.is(runGit(place.gitDir, ['ls-tree', '-r', '--name-only', 'HEAD']), 'default/device-2.cfg');
  t.deepEqual(await query(place, outcomes), [
    { id: 'job-1-1', outcome: 'failed', committed: false, code: 'NETRAVEN_MESSAGE_INVALID' },
    { id: 'job-1-2', outcome: 'changed', committed: true, code: null },
  ]);
  checkWithGit(place.gitDir);
});

test('a device that moved takes both files with it, in one commit', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 3);
  const writer = startWriter(t, place);
  await publishSnapshots(place, [makeSnapshot({ text: 'one\n', sealed: Buffer.from('sealed') })]);
  await awaitEmptyQueue(place);
  await query(place, `update device set site = 'other', path = 'other/device-1.cfg', epoch = 2`);
  await query(place, `update task set site = 'other' where job_id = 'job-1'`);
  await publishSnapshots(place, [makeSnapshot({ text: 'late\n', revision: 2 })]);
  await awaitEmptyQueue(place);
  const moved = makeSnapshot({
    text: 'late\n',
    site: 'other',
    epoch: 2,
    revision: 1,
    sealed: Buffer.from('sealed'),
  });
  await publishSnapshots(place, [moved]);
  await awaitEmptyQueue(place);
  await writer.stop();

  t.is(
    runGit(place.gitDir, ['log', '--reverse', '--format=%s', '--name-status', '-M50%']),
    [
      'device-1: +1 -0 lines\n\nA\tdefault/device-1.cfg\nA\tdefault/device-1.cfg.age',
      'device-1: +1 -1 lines\n\nM\tdefault/device-1.cfg\nD\tdefault/device-1.cfg.age',
      'device-1: +0 -0 lines\n\nR100\tdefault/device-1.cfg\tother/device-1.cfg\nA\tother/device-1.cfg.age',
    ].join('\n'),
  );
  checkWithGit(place.gitDir);
});

test('the first capture of a device that moved meanwhile is stored where the device is now', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  await query(
    place,
    `update device set site = 'other', path = 'other/device-1.cfg', epoch = 2, moved_from = 'default'`,
  );
  const writer = startWriter(t, place);
  await publishSnapshots(place, [makeSnapshot({ text: 'one\n' })]);
  await awaitEmptyQueue(place);
  await publishSnapshots(place, [makeSnapshot({ text: 'two\n', site: 'other', epoch: 2 })]);
  await awaitEmptyQueue(place);
  await writer.stop();
  t.is(
    runGit(place.gitDir, ['log', '--reverse', '--format=%s', '--name-status']),
    'device-1: +1 -0 lines\n\nA\tother/device-1.cfg\ndevice-1: +1 -1 lines\n\nM\tother/device-1.cfg',
  );
  t.deepEqual(await query(place, 'select outcome from task'), [{ outcome: 'changed' }]);
});

test('a capture that arrives after its task was cancelled is committed, and noted', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  await query(place, `update task set outcome = 'cancelled', finished_at = now()`);
  const writer = startWriter(t, place);
  await publishSnapshots(place, [makeSnapshot()]);
  await awaitEmptyQueue(place);
  await writer.stop();

  const head = runGit(place.gitDir, ['rev-parse', 'HEAD']);
  t.deepEqual(await query(place, outcomes), [
    { id: 'job-1-1', outcome: 'cancelled', committed: false, code: null },
  ]);
  t.deepEqual(await query(place, 'select message from job_log'), [
    { message: `committed ${head.slice(0, 12)}: +1 -0 lines; the task had been cancelled` },
  ]);
  t.deepEqual(await query(place, 'select commit from config_version'), [{ commit: head }]);
});

test('a capture of a device that was removed is not committed, and its task ends', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 2, 1);
  await query(place, 'delete from device where id = 1');
  const writer = startWriter(t, place);
  await publishSnapshots(place, [makeSnapshot()]);
  await awaitEmptyQueue(place);
  await writer.stop();

  t.is(runGit(place.gitDir, ['rev-list', '--all', '--count']), '0');
  t.deepEqual(await query(place, outcomes), [
    { id: 'job-1-1', outcome: 'cancelled', committed: false, code: 'NETRAVEN_NOT_FOUND' },
    { id: 'job-1-2', outcome: null, committed: false, code: null },
  ]);
});

test('a writer that has lost its locks writes nothing, and hands back what it has', async (t) => {
  const place = await makeWriterPlace(t);
  await insertDevices(place, 1, 1);
  const { gitDir, connection, inventory } = place;
  const { repository } = await recoverRepository(gitDir, null);
  t.teardown(() => repository.objects.close());
  await publishSnapshots(place, [makeSnapshot()]);
  const intake = await openIntake(connection.jetstream(), () => undefined);
  const lost = () => Promise.reject(new NetravenError('NETRAVEN_REPOSITORY_LOCKED', 'lost'));
  const context = { gitDir, settings: defaultSettings, connection, inventory, counters: newCounters() };
  const writing = writeSnapshots(
    {
      ...context,
      repository,
      intake,
      locks: { confirm: lost, release: () => Promise.resolve() },
      manager: await connection.jetstreamManager(),
      log: openLog('test', 'silent'),
    },
    new AbortController().signal,
  );
  await t.throwsAsync(writing, { code: 'NETRAVEN_REPOSITORY_LOCKED' });
  t.is(runGit(gitDir, ['rev-list', '--all', '--count']), '0');
  t.deepEqual(await query(place, 'select * from config_version'), []);
  // It comes again after a second, which may be just when a look ends.
  let handedBack = 0;
  for (let looks = 0; handedBack === 0 && looks < 20; looks++) handedBack = (await intake.take()).length;
  t.is(handedBack, 1);
});
