import { openInventory } from '@netraven/common/inventory';
import test from 'ava';
import { compareTexts } from '../../../packages/git-writer/src/content/compare-texts.ts';
import { recordSettlements } from '../../../packages/git-writer/src/version/record-settlements.ts';
import type { Settlement } from '../../../packages/git-writer/src/version/settlement.ts';
import { buildVersion } from '../../../packages/git-writer/src/version/version.ts';
import { readRecordedHead } from '../../../packages/git-writer/src/version/writer-head.ts';
import { startTestDatabase } from '../../helpers/start-database.ts';
import { deviceName, devicePath, makeSnapshot } from '../helpers/make-snapshot.ts';
import { query } from '../helpers/start-writer.ts';

const commitId = (digit: number) => String(digit).repeat(40);

/** A settled change, of the first device where no snapshot says otherwise. */
function makeChanged(
  digit: number,
  text: string,
  snapshot = makeSnapshot({ text, revision: digit }),
): Settlement {
  const facts = {
    jobId: snapshot.job,
    taskId: snapshot.task,
    deviceName: snapshot.device.name,
    deviceId: snapshot.device.id,
    site: 'default',
    platform: 'cisco_ios',
    capturedAt: snapshot.capturedAt,
    capture: snapshot.capture,
    fence: snapshot.fence,
    change: 'significant',
    sealedTo: null,
  } as const;
  const { path } = snapshot.device;
  const committed = {
    facts,
    path,
    commit: commitId(digit),
    committedSeconds: 1,
    blob: commitId(digit),
    text,
  };
  const version = buildVersion(committed, compareTexts(null, text, path));
  return {
    snapshot,
    outcome: 'changed',
    error: null,
    version,
    seal: null,
    missingHead: null,
    raisesFence: true,
  };
}

test('a batch is recorded only on top of the head it was made on', async (t) => {
  await using database = await startTestDatabase();
  const inventory = await openInventory({ url: database.url });
  await recordSettlements(inventory, [makeChanged(1, 'one\n')], { from: null, to: commitId(1) });
  for (const from of [null, commitId(7)]) {
    await t.throwsAsync(recordSettlements(inventory, [makeChanged(2, 'two\n')], { from, to: commitId(2) }), {
      code: 'NETRAVEN_REPOSITORY_MOVED',
    });
  }
  t.is(await readRecordedHead(inventory), commitId(1));
  t.deepEqual(await query({ inventory }, 'select commit, device_id from config_version'), [
    { commit: commitId(1), device_id: null },
  ]);
  await inventory.close();
});

test('a text may hold anything a device prints', async (t) => {
  await using database = await startTestDatabase();
  const inventory = await openInventory({ url: database.url });
  const text = `quote ' double " back\\slash ? $1 :name \u0000 \u0001 \u{1f600} {"json": [null]} '; drop table device; --\n`;
  await recordSettlements(inventory, [makeChanged(1, text)], { from: null, to: commitId(1) });
  t.deepEqual(await query({ inventory }, 'select text, bytes from config_head'), [
    { text: text.replace('\u0000', '\ufffd'), bytes: Buffer.byteLength(text) },
  ]);
  await inventory.close();
});

test('history belongs to the device of its name, whatever its id is by now, and raises its epoch', async (t) => {
  await using database = await startTestDatabase();
  const inventory = await openInventory({ url: database.url });
  await inventory.em.getConnection().execute(`
    insert into site (name, created_at) values ('default', now()), ('other', now());
    insert into device (id, name, host, platform, site, path, created_at, updated_at) values
      (1, 'stranger', '192.0.2.1', 'cisco_ios', 'default', 'default/stranger.cfg', now(), now()),
      (2, '${deviceName(1)}', '192.0.2.2', 'cisco_ios', 'default', '${devicePath(1)}', now(), now()),
      (3, '${deviceName(2)}', '192.0.2.3', 'cisco_ios', 'other', 'other/2.cfg', now(), now())`);
  const one = makeChanged(1, 'one\n', makeSnapshot({ text: 'one\n', epoch: 3 }));
  const two = makeChanged(2, 'two\n', makeSnapshot({ text: 'two\n', device: 2, epoch: 2 }));
  await recordSettlements(inventory, [one, two], { from: null, to: commitId(2) });
  t.deepEqual(await query({ inventory }, 'select id, epoch, settled_fence from device order by id'), [
    { id: 1, epoch: 1, settled_fence: null },
    { id: 2, epoch: 3, settled_fence: one.snapshot.fence },
    // At another site than its history, as after a move: its fences are to be newer than any of that site.
    { id: 3, epoch: 3, settled_fence: two.snapshot.fence },
  ]);
  for (const table of ['config_version', 'config_head']) {
    t.deepEqual(
      await query({ inventory }, `select device_id, device_name from ${table} order by device_name`),
      [
        { device_id: 2, device_name: deviceName(1) },
        { device_id: 3, device_name: deviceName(2) },
      ],
    );
  }
  await inventory.close();
});

test('a version is noted with it for whoever is to be told, once, and one of an older history is not', async (t) => {
  await using database = await startTestDatabase();
  const inventory = await openInventory({ url: database.url });
  await inventory.em.getConnection().execute(`
    insert into notification_target (name, terms, failures_in_row, seen_at) values ('ops', '{}', 1, now())`);
  const old = makeChanged(1, 'one\n');
  const settled = makeChanged(2, 'two\n', makeSnapshot({ text: 'two\n', revision: 2 }));
  const fresh = settled.version && { ...settled.version, committedSeconds: Math.floor(Date.now() / 1000) };
  await recordSettlements(inventory, [old], { from: null, to: commitId(1) });
  await recordSettlements(inventory, [{ ...settled, version: fresh }], {
    from: commitId(1),
    to: commitId(2),
  });
  await recordSettlements(inventory, [{ ...settled, version: fresh }], {
    from: commitId(2),
    to: commitId(2),
  });
  t.deepEqual(
    await query(
      { inventory },
      `select n.topic, n.change, v.commit from notice n join config_version v on v.id = n.version_id`,
    ),
    [{ topic: 'version', change: 'significant', commit: commitId(2) }],
  );
  await inventory.close();
});
