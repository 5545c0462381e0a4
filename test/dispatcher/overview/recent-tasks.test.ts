import test from 'ava';
import { RecentTasks } from '../../../packages/dispatcher/src/overview/recent-tasks.ts';

const task = (device: string, outcome: string) => ({
  at: '2026-11-23T08:00:00.000Z',
  site: 'ams',
  device,
  outcome,
  code: outcome === 'failed' ? 'NETRAVEN_AUTH_FAILED' : null,
  job: 'j1',
});

test('outcomes are those of the last minute, and failures the newest ones', (t) => {
  const recent = new RecentTasks(0);
  recent.note(task('a', 'changed'), 1000);
  recent.note(task('b', 'failed'), 1500);
  recent.note(task('c', 'unchanged'), 30_000);
  t.deepEqual(recent.view(30_000).outcomes, { changed: 1, failed: 1, unchanged: 1 });
  t.is(recent.view(30_000).seconds, 30);
  const later = recent.view(62_000);
  t.deepEqual(later, {
    seconds: 60,
    outcomes: { unchanged: 1 },
    failures: [{ ...task('b', 'failed'), code: 'NETRAVEN_AUTH_FAILED' }],
  });
});

test('however many fail, few are kept', (t) => {
  const recent = new RecentTasks(0);
  for (let index = 0; index < 1000; index++) recent.note(task(`d${index}`, 'failed'), index);
  const { failures, outcomes } = recent.view(1000);
  t.deepEqual([failures.length, failures[0]?.device, outcomes.failed], [20, 'd999', 1000]);
});
