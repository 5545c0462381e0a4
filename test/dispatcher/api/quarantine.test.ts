import { randomBytes } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { streamNames } from '@netraven/common/jetstream';
import { sha256, snapshotSchema, unpackContent } from '@netraven/common/message';
import test from 'ava';
import { seedDevices } from '../helpers/seed-devices.ts';
import { startTestSystem, type TestSystem } from '../helpers/start-dispatcher.ts';

const TEXT = 'hostname dev\nend\n';

interface QuarantinedRow {
  readonly fence?: string;
  readonly code?: string;
  readonly text?: string;
}

/** Puts a capture of device `dev-00001` into quarantine, as the recorder does. @returns its capture id */
async function quarantine({ query }: TestSystem, row: QuarantinedRow = {}): Promise<string> {
  const { fence = '1-1000-5', code = 'NETRAVEN_CAPTURE_SHRUNK', text = TEXT } = row;
  const packed = zstdCompressSync(text).toString('base64');
  await query(
    `insert into quarantine (capture, task_id, device_id, device_name, fence, reason_code, reason_message,
       captured_at, hash, bytes, text, sealed, sealed_to)
     select 'job-1-7.' || ?, 'job-1-7', id, name, ?, ?, 'far too small', '2026-03-01T12:00:00Z', ?, ?, ?, ?,
       '0123456789abcdef'
     from device where name = 'dev-00001'`,
    [fence, fence, code, sha256(text), text.length, packed, Buffer.from('sealed').toString('base64')],
  );
  return `job-1-7.${fence}`;
}

async function startSystem() {
  const system = await startTestSystem();
  const dispatcher = await system.startDispatcher();
  await seedDevices(system, 1);
  return {
    system,
    [Symbol.asyncDispose]: async () => {
      await dispatcher[Symbol.asyncDispose]();
      await system[Symbol.asyncDispose]();
    },
  };
}

/** What waits for the git-writer. */
async function queuedSnapshots({ connection }: TestSystem) {
  const manager = await connection.jetstreamManager();
  const { state } = await manager.streams.info(streamNames.snapshots);
  if (state.messages === 0) return [];
  const message = await manager.streams.getMessage(streamNames.snapshots, { seq: state.last_seq });
  return [
    { subject: message.subject, count: state.messages, snapshot: snapshotSchema.parse(message.json()) },
  ];
}

const conflict = (message: RegExp) => ({ code: 'NETRAVEN_CONFLICT', message });

test('quarantined captures are listed with their reason and shown with their text', async (t) => {
  await using started = await startSystem();
  const { system } = started;
  const first = await quarantine(system);
  const second = await quarantine(system, {
    fence: '1-1000-6',
    code: 'NETRAVEN_CAPTURE_TRUNCATED',
    text: TEXT.replace('dev', 'new'),
  });
  const { captures, next } = await system.call('quarantine.list', { limit: 1 });
  t.deepEqual(captures, [
    {
      id: 2,
      capture: second,
      device: 'dev-00001',
      state: 'open',
      job: 'job-1',
      code: 'NETRAVEN_CAPTURE_TRUNCATED',
      message: 'far too small',
      capturedAt: '2026-03-01T12:00:00.000Z',
      bytes: TEXT.length,
      decidedAt: null,
    },
  ]);
  t.is(next, 2);
  const older = await system.call('quarantine.list', { device: 'dev-00001', before: 2 });
  t.deepEqual([older.captures.map(({ capture }) => capture), older.next], [[first], null]);
  for (const name of [first, '1']) {
    const shown = await system.call('quarantine.show', { capture: name });
    t.is(zstdDecompressSync(Buffer.from(shown.data, 'base64')).toString(), TEXT);
  }
  await t.throwsAsync(system.call('quarantine.show', { capture: '3' }), { code: 'NETRAVEN_NOT_FOUND' });
});

test('an accepted capture goes to the git-writer under its own fence and id, once', async (t) => {
  await using started = await startSystem();
  const { system } = started;
  const capture = await quarantine(system);
  t.deepEqual(await system.call('quarantine.accept', { capture: '1' }), { capture, device: 'dev-00001' });
  // Published again, which the broker recognises, as long as the git-writer has not settled it.
  await system.call('quarantine.accept', { capture });
  const [queued] = await queuedSnapshots(system);
  t.is(queued?.count, 1);
  t.is(queued?.subject, 'netraven.snapshots.default.dev-00001');
  t.like(queued?.snapshot, {
    capture,
    fence: '1-1000-5',
    task: 'job-1-7',
    job: 'job-1',
    site: 'default',
    platform: 'cisco_ios',
    capturedAt: '2026-03-01T12:00:00.000Z',
    bytes: TEXT.length,
    sealedTo: '0123456789abcdef',
    lines: 2,
    device: { id: 1, name: 'dev-00001', path: 'default/dev-00001.cfg', epoch: 1 },
  });
  const content = queued?.snapshot.content;
  if (content?.kind !== 'inline') return t.fail('expected the content inside');
  const { text, sealed } = unpackContent(Buffer.from(content.data, 'base64'), sha256(TEXT));
  t.deepEqual([text, Buffer.from(sealed ?? []).toString()], [TEXT, 'sealed']);

  await t.throwsAsync(system.call('quarantine.drop', { capture }), conflict(/was accepted before/));
  await system.query(`update device set settled_fence = '1-1000-5'`);
  await t.throwsAsync(
    system.call('quarantine.accept', { capture }),
    conflict(/accepted before, and is stored/),
  );
});

test('a large capture goes in chunks', async (t) => {
  await using started = await startSystem();
  const { system } = started;
  const text = `${randomBytes(700 * 1024).toString('hex')}\n`;
  await quarantine(system, { text });
  await system.call('quarantine.accept', { capture: '1' });
  const [queued] = await queuedSnapshots(system);
  t.like(queued?.snapshot.content, { kind: 'chunks', count: 2 });
  const manager = await system.connection.jetstreamManager();
  t.is((await manager.streams.info(streamNames.chunks)).state.messages, 2);
});

test('a dropped capture stays dropped, and of two decisions at once one wins', async (t) => {
  await using started = await startSystem();
  const { system } = started;
  await quarantine(system);
  await system.call('quarantine.drop', { capture: '1' });
  await t.throwsAsync(system.call('quarantine.accept', { capture: '1' }), conflict(/was dropped before/));
  await t.throwsAsync(system.call('quarantine.drop', { capture: '1' }), conflict(/was dropped before/));
  t.deepEqual(await queuedSnapshots(system), []);
  t.deepEqual((await system.call('quarantine.list', {})).captures, []);

  await quarantine(system, { fence: '1-1000-9' });
  const both = await Promise.allSettled([
    system.call('quarantine.accept', { capture: '2' }),
    system.call('quarantine.drop', { capture: '2' }),
  ]);
  t.is(both.filter(({ status }) => status === 'fulfilled').length, 1);
  const [decided] = (await system.call('quarantine.list', { state: 'any' })).captures;
  t.is((await queuedSnapshots(system)).length, decided?.state === 'accepted' ? 1 : 0);
});

test('a capture is refused once a newer one was taken, also one that equalled what is in git', async (t) => {
  await using started = await startSystem();
  const { system } = started;
  await quarantine(system);
  await system.query(`update device set settled_fence = '1-1000-6'`);
  const refused = conflict(/is older than one that was accepted/);
  await t.throwsAsync(system.call('quarantine.accept', { capture: '1' }), refused);
  await system.query(`update device set settled_fence = '1-1000-4'`);
  await system.query(
    `insert into job (id, status, lane, selection, requested_by, reason, requested_at)
     values ('job-2', 'RUNNING', 'bulk', '{}', '', '', now())`,
  );
  await system.query(
    `insert into task (id, job_id, device_id, device_name, site, lane, requested_at, outcome, fence)
     values ('job-2-1', 'job-2', 1, 'dev-00001', 'default', 'bulk', now(), 'unchanged', '1-1000-8')`,
  );
  await t.throwsAsync(system.call('quarantine.accept', { capture: '1' }), refused);
  t.deepEqual(await queuedSnapshots(system), []);
});

test('a capture of a device that has moved or is gone is refused', async (t) => {
  await using started = await startSystem();
  const { system } = started;
  await quarantine(system);
  await system.query('update device set epoch = 2');
  await t.throwsAsync(system.call('quarantine.accept', { capture: '1' }), conflict(/before dev-00001 moved/));
  await system.call('device.remove', { names: ['dev-00001'] });
  await t.throwsAsync(system.call('quarantine.accept', { capture: '1' }), { code: 'NETRAVEN_NOT_FOUND' });
});

test('who accepts the configuration of another device accepts its facts', async (t) => {
  await using started = await startSystem();
  const { system } = started;
  await system.query(`update device set facts = '{"serial":"OLD","hostname":"old"}'`);
  await quarantine(system, { code: 'NETRAVEN_CAPTURE_OTHER_DEVICE' });
  await system.call('quarantine.accept', { capture: '1' });
  t.is((await system.call('device.show', { name: 'dev-00001' })).facts, null);
});

test('an accepted capture brings the newest original with it where values are encrypted anew at each read', async (t) => {
  await using started = await startSystem();
  const { system } = started;
  const head = (latest: string, fence: string) =>
    system.query(
      `insert into config_head (device_name, fence, commit, hash, bytes, text, captured_at, latest_sealed,
         latest_sealed_fence, latest_sealed_to)
       values ('dev-00001', '1-1000-3', 'c0ffee', 'f00d', 1, '', now(), ?, ?, 'old')`,
      [latest, fence],
    );
  const latest = () =>
    system.query(
      `select latest_sealed as sealed, latest_sealed_fence as fence, latest_sealed_to as recipients from config_head`,
    );
  await head('b2xk', '1-1000-4');
  const sealed = Buffer.from('sealed').toString('base64');
  await system.call('quarantine.accept', { capture: await quarantine(system) });
  t.deepEqual(await latest(), [{ sealed, fence: '1-1000-5', recipients: '0123456789abcdef' }]);
});
