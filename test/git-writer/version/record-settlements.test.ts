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

/** A settled change of a device that is in no inventory any more. */
function makeChanged(digit: number, text: string): Settlement {
  const snapshot = makeSnapshot({ text, revision: digit });
  const facts = {
    jobId: snapshot.job,
    taskId: snapshot.task,
    deviceName: deviceName(1),
    deviceId: 1,
    site: 'default',
    platform: 'cisco_ios',
    capturedAt: snapshot.capturedAt,
    capture: snapshot.capture,
    fence: snapshot.fence,
    change: 'significant',
    sealedTo: null,
  } as const;
  const path = devicePath(1);
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
