import type { Inventory } from '@netraven/common/inventory';
import test from 'ava';
import { recordResults } from '../../../packages/executor/src/record/record-results.ts';
import { NOW, openWithTask, result } from './helpers/open-with-task.ts';

const failure = {
  code: 'NETRAVEN_CONNECT_TIMEOUT' as const,
  message: 'r7 did not answer',
  hint: 'check it',
  retryable: true,
};

const rows = (inventory: Inventory, sql: string) => inventory.em.getConnection().execute(sql);

test('a result is recorded with its logs, facts and host key, and once only', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  await recordResults(inventory, [result({})]);
  await recordResults(inventory, [result({}), result({})]);
  t.deepEqual(await rows(inventory, 'select outcome, attempts, session_ms, executor, error_code from task'), [
    { outcome: 'unchanged', attempts: 1, session_ms: 13, executor: 'e1', error_code: null },
  ]);
  t.deepEqual(await rows(inventory, 'select device_name, attempt, level, message from job_log'), [
    { device_name: 'r7', attempt: 1, level: 'info', message: 'nothing\ufffd new' },
  ]);
  t.deepEqual(await rows(inventory, 'select task_id, text from connection_log'), [
    { task_id: 'j-7', text: 'show version' },
  ]);
  t.deepEqual(await rows(inventory, 'select fingerprint from host_key'), [{ fingerprint: 'SHA256:first' }]);
  t.deepEqual(await rows(inventory, 'select last_outcome, failures_in_row, facts_fence from device'), [
    { last_outcome: 'unchanged', failures_in_row: 0, facts_fence: '1-5-1' },
  ]);
});

test('an outcome that stands is never replaced, yet the later logs are kept', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  await recordResults(inventory, [result({ outcome: 'failed', error: failure })]);
  await recordResults(inventory, [result({ attempt: 2, fence: '1-5-2', capture: 'j-7.1-5-2' })]);
  t.deepEqual(await rows(inventory, 'select outcome, attempts, error_code from task'), [
    { outcome: 'failed', attempts: 2, error_code: 'NETRAVEN_CONNECT_TIMEOUT' },
  ]);
  t.deepEqual(await rows(inventory, 'select attempt from job_log order by attempt'), [
    { attempt: 1 },
    { attempt: 2 },
  ]);
});

test('captured and retry leave the outcome open, and of one batch the final result counts', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  await recordResults(inventory, [result({ outcome: 'retry', error: failure })]);
  t.deepEqual(await rows(inventory, 'select outcome, attempts, error_code, finished_at from task'), [
    { outcome: null, attempts: 1, error_code: 'NETRAVEN_CONNECT_TIMEOUT', finished_at: null },
  ]);
  await recordResults(inventory, [
    result({ outcome: 'captured', attempt: 3, fence: '1-5-3', capture: 'j-7.1-5-3' }),
    result({ outcome: 'retry', attempt: 2, fence: '1-5-2', error: failure }),
  ]);
  const [task] = await rows(
    inventory,
    'select outcome, attempts, error_code, capture, captured_at from task',
  );
  t.like(task, { outcome: null, attempts: 3, error_code: null, capture: 'j-7.1-5-3' });
  t.truthy(task?.captured_at);
});

test('facts yield to a newer fence only, and a pinned host key stays', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  const facts = (serial: string) => ({ version: null, model: null, serial, hostname: null, uptime: null });
  await recordResults(inventory, [result({ fence: '1-5-10', facts: facts('new') })]);
  await recordResults(inventory, [
    result({
      attempt: 2,
      fence: '1-5-9',
      facts: facts('old'),
      hostKey: { type: 'rsa', fingerprint: 'SHA256:other' },
    }),
  ]);
  t.deepEqual(await rows(inventory, "select facts ->> 'serial' as serial, facts_fence from device"), [
    { serial: 'new', facts_fence: '1-5-10' },
  ]);
  t.deepEqual(await rows(inventory, 'select fingerprint from host_key'), [{ fingerprint: 'SHA256:first' }]);
});

test('the key of a jump host is pinned with its first session like that of a device, and stays', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  await rows(
    inventory,
    `insert into device (id, name, host, platform, site, path, host_key_policy, created_at, updated_at)
     values (8, 'j8', '10.0.0.8', 'linux', 'ams', 'ams/j8.cfg', 'trust-on-first-use', now(), now()),
       (9, 'j9', '10.0.0.9', 'linux', 'ams', 'ams/j9.cfg', 'ignore', now(), now())`,
  );
  const key = (device: number, fingerprint: string) => ({ device, type: 'ssh-rsa', fingerprint });
  await recordResults(inventory, [result({ jumpHostKeys: [key(8, 'SHA256:j8'), key(9, 'SHA256:j9')] })]);
  await recordResults(inventory, [result({ attempt: 2, jumpHostKeys: [key(8, 'SHA256:another')] })]);
  t.deepEqual(await rows(inventory, 'select device_id, fingerprint from host_key order by device_id'), [
    { device_id: 7, fingerprint: 'SHA256:first' },
    { device_id: 8, fingerprint: 'SHA256:j8' },
  ]);
});

test('failures in a row are counted and end with the first success', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  await rows(
    inventory,
    `insert into task (id, job_id, device_id, device_name, site, lane, requested_at)
    select 'j-7' || n, 'j', 7, 'r7-' || n, 'ams', 'bulk', now() from generate_series(1, 2) n`,
  );
  await recordResults(inventory, [result({ outcome: 'failed', error: failure })]);
  await recordResults(inventory, [result({ task: 'j-71', outcome: 'quarantined', error: failure })]);
  t.deepEqual(await rows(inventory, 'select failures_in_row from device'), [{ failures_in_row: 0 }]);
  await recordResults(inventory, [result({ task: 'j-72', outcome: 'failed', error: failure })]);
  t.deepEqual(await rows(inventory, 'select failures_in_row from device'), [{ failures_in_row: 1 }]);
});

test('a quarantined capture is kept for an operator, and a result of a job that is gone is no error', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  const quarantine = {
    reason: failure,
    capturedAt: NOW,
    hash: 'a'.repeat(64),
    bytes: 5,
    text: 'dGV4dA==',
    sealed: null,
    sealedTo: null,
  };
  await recordResults(inventory, [
    result({ outcome: 'quarantined', error: failure, quarantine }),
    result({ job: 'gone', task: 'gone-7', capture: 'gone-7.1-5-1' }),
  ]);
  t.deepEqual(await rows(inventory, 'select capture, state, reason_code, bytes from quarantine'), [
    { capture: 'j-7.1-5-1', state: 'open', reason_code: 'NETRAVEN_CONNECT_TIMEOUT', bytes: 5 },
  ]);
  t.deepEqual(await rows(inventory, 'select distinct job_id from job_log'), [{ job_id: 'j' }]);
});

test('of the same text in quarantine the newest capture is kept, under the number of the first', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  const quarantined = (night: number, hash = 'a') => {
    const fence = `1-5-${night}`;
    const quarantine = {
      reason: failure,
      capturedAt: NOW,
      hash: hash.repeat(64),
      bytes: night,
      text: 'dGV4dA==',
      sealed: 'c2VhbGVk',
      sealedTo: '0123456789abcdef',
    };
    return result({ fence, capture: `j-7.${fence}`, outcome: 'quarantined', error: failure, quarantine });
  };
  const kept = 'select id, capture, fence, state, bytes, sealed_to from quarantine order by fence';
  const row = { state: 'open', sealed_to: '0123456789abcdef' };
  await recordResults(inventory, [quarantined(1)]);
  const [first] = await rows(inventory, kept);
  await recordResults(inventory, [quarantined(2), quarantined(3), quarantined(3)]);
  await recordResults(inventory, [quarantined(2)]);
  const third = { ...row, id: first?.id, capture: 'j-7.1-5-3', fence: '1-5-3', bytes: 3 };
  t.deepEqual(await rows(inventory, kept), [third]);

  await rows(inventory, `update quarantine set state = 'dropped', decided_at = now()`);
  await recordResults(inventory, [quarantined(3), quarantined(4), quarantined(5, 'b')]);
  t.deepEqual(await rows(inventory, 'select capture, state from quarantine order by fence'), [
    { capture: 'j-7.1-5-3', state: 'dropped' },
    { capture: 'j-7.1-5-4', state: 'open' },
    { capture: 'j-7.1-5-5', state: 'open' },
  ]);
});

test('a result that comes after the git-writer, or after a cancel, adds the facts and leaves the outcome', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  const facts = 'select outcome, attempts, executor, commit, capture, session_ms, error_code from task';
  await rows(
    inventory,
    `update task set outcome = 'changed', commit = 'c1', capture = 'j-7.1-5-9', finished_at = '${NOW}'`,
  );
  await recordResults(inventory, [result({ outcome: 'captured' })]);
  t.deepEqual(await rows(inventory, facts), [
    {
      outcome: 'changed',
      attempts: 1,
      executor: 'e1',
      commit: 'c1',
      capture: 'j-7.1-5-9',
      session_ms: 13,
      error_code: null,
    },
  ]);
  await rows(
    inventory,
    `update task set outcome = 'cancelled', commit = null, capture = null, attempts = 0, executor = null`,
  );
  await recordResults(inventory, [result({ outcome: 'failed', error: failure, capture: null, attempt: 2 })]);
  t.deepEqual(await rows(inventory, facts), [
    {
      outcome: 'cancelled',
      attempts: 2,
      executor: 'e1',
      commit: null,
      capture: null,
      session_ms: 13,
      error_code: 'NETRAVEN_CONNECT_TIMEOUT',
    },
  ]);
  t.deepEqual(await rows(inventory, 'select last_outcome, failures_in_row from device'), [
    { last_outcome: null, failures_in_row: 0 },
  ]);
});

test('another serial number is told once, and what a session could not read stays', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  const none = { version: null, model: null, serial: null, hostname: null, uptime: null };
  const record = (fence: string, facts: Partial<typeof none> | Record<string, string>) =>
    recordResults(inventory, [result({ fence, capture: null, facts: { ...none, ...facts } })]);
  const read = { serial: 'S1', hostname: 'r7', uptime: '3 days' };
  t.deepEqual(await record('1-5-1', read), []);
  t.deepEqual(await record('1-5-2', { version: '2' }), []);
  t.deepEqual(await rows(inventory, 'select facts from device'), [
    { facts: { ...none, ...read, version: '2', uptime: null } },
  ]);
  const replaced = [{ device: 'r7', site: 'ams', serial: 'S2', previous: 'S1' }];
  t.deepEqual(await record('1-5-4', { serial: 'S2' }), replaced);
  t.deepEqual(await record('1-5-4', { serial: 'S2' }), [], 'recorded again');
  t.deepEqual(await record('1-5-3', { serial: 'S1' }), [], 'an older session');
});

test('what a result means for its device is noted with it for whoever is to be told, once', async (t) => {
  await using opened = await openWithTask();
  const { inventory } = opened;
  await rows(
    inventory,
    `insert into notification_target (name, terms, failures_in_row, seen_at) values ('ops', '{}', 1, now())`,
  );
  const failed = result({ outcome: 'failed', error: failure, capture: null });
  await recordResults(inventory, [failed]);
  await recordResults(inventory, [failed]);
  t.deepEqual(
    await rows(
      inventory,
      'select topic, device_name, outcome, outcome_before, failures, failures_before, error_code from notice',
    ),
    [
      {
        topic: 'outcome',
        device_name: 'r7',
        outcome: 'failed',
        outcome_before: null,
        failures: 1,
        failures_before: 0,
        error_code: 'NETRAVEN_CONNECT_TIMEOUT',
      },
    ],
  );
});
