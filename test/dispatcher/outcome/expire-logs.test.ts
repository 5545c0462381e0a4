import test from 'ava';
import { deleteLogs } from '../../../packages/dispatcher/src/outcome/expire-logs.ts';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

test('logs and decided captures older than the retention are deleted, and the others stay', async (t) => {
  await using system = await startTestSystem();
  await system.query(
    `insert into job (id, status, lane, selection, requested_at) values ('j', 'RUNNING', 'bulk', '{}', now())`,
  );
  await system.query(`insert into job_log (job_id, task_id, attempt, seq, at, level, message)
    select 'j', 'j-1', 1, n, now() - n * interval '1 day', 'info', 'line ' || n from generate_series(1, 12000) n`);
  await system.query(`insert into connection_log (job_id, task_id, device_name, attempt, at, text)
    select 'j', 'j-1', 'r1', n, now() - n * interval '1 day', 'text' from generate_series(1, 100) n`);
  await system.query(`insert into quarantine (capture, task_id, device_name, fence, state, reason_code, reason_message,
      captured_at, hash, bytes, text, decided_at)
    select 'c-' || n, 't', 'r1', '1-1-' || n, case when n = 99 then 'open' else 'dropped' end, 'code', '', now(), n, 1, '',
      case when n < 99 then now() - n * interval '1 day' end from generate_series(1, 99) n`);

  const before = new Date(Date.now() - 90.5 * 86_400_000);
  t.is(await deleteLogs(system.inventory, before, new AbortController().signal), 11_910 + 10 + 8);
  t.deepEqual(await system.query('select count(*)::int as lines, max(seq) as oldest from job_log'), [
    { lines: 90, oldest: 90 },
  ]);
  t.deepEqual(
    await system.query('select state, count(*)::int as kept from quarantine group by 1 order by 1'),
    [
      { state: 'dropped', kept: 90 },
      { state: 'open', kept: 1 },
    ],
  );
  t.deepEqual(await system.query('select count(*)::int as sessions from connection_log'), [{ sessions: 90 }]);
});
