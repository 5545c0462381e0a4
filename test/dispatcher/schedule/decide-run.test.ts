import type { Timing } from '@netraven/common/schedule';
import test from 'ava';
import { decideRun, type OwedSchedule } from '../../../packages/dispatcher/src/schedule/decide-run.ts';

const at = (text: string) => new Date(text);
const hourly: Timing = {
  name: 'hourly',
  cron: '0 * * * *',
  everySeconds: null,
  anchorAt: at('2026-01-01T00:00:00Z'),
  timeZone: 'UTC',
  jitterSeconds: 0,
  windows: [],
  blackouts: [],
  outsideWindow: 'wait',
};
const owes = (dueAt: string, parts: Partial<OwedSchedule> = {}): OwedSchedule => ({
  timing: hourly,
  owed: { dueAt: at(dueAt), startsAt: at(dueAt) },
  missed: 'run',
  deadlineSeconds: null,
  ...parts,
});
const planned = (dueAt: string, startsAt = dueAt) => ({ dueAt: at(dueAt), startsAt: at(startsAt) });

test('a due time that has come is run, and the next one waits', (t) => {
  t.deepEqual(decideRun(owes('2026-11-23T02:00:00Z'), at('2026-11-23T02:00:00.400Z')), {
    run: { dueAt: at('2026-11-23T02:00:00Z'), folded: 0, deadlineAt: null },
    missed: null,
    next: planned('2026-11-23T03:00:00Z'),
  });
});

test('due times missed for three days are made up for by one run, of the latest', (t) => {
  t.deepEqual(decideRun(owes('2026-11-20T02:00:00Z'), at('2026-11-23T02:30:00Z')), {
    run: { dueAt: at('2026-11-23T02:00:00Z'), folded: 72, deadlineAt: null },
    missed: { firstDueAt: at('2026-11-20T02:00:00Z'), count: 73, isMadeUp: true },
    next: planned('2026-11-23T03:00:00Z'),
  });
});

test('missed due times are passed over where they are to be skipped', (t) => {
  t.deepEqual(decideRun(owes('2026-11-20T02:00:00Z', { missed: 'skip' }), at('2026-11-23T02:30:00Z')), {
    run: null,
    missed: { firstDueAt: at('2026-11-20T02:00:00Z'), count: 73, isMadeUp: false },
    next: planned('2026-11-23T03:00:00Z'),
  });
});

test('the latest due time is run on return when it is not late itself, also where missed ones are skipped', (t) => {
  t.deepEqual(decideRun(owes('2026-11-23T00:00:00Z', { missed: 'skip' }), at('2026-11-23T02:04:00Z')), {
    run: { dueAt: at('2026-11-23T02:00:00Z'), folded: 2, deadlineAt: null },
    missed: { firstDueAt: at('2026-11-23T00:00:00Z'), count: 2, isMadeUp: false },
    next: planned('2026-11-23T03:00:00Z'),
  });
});

test('what was missed outside of the window is made up for when it opens', (t) => {
  const timing = { ...hourly, windows: ['22:00-05:00'] };
  t.deepEqual(decideRun(owes('2026-11-23T02:00:00Z', { timing }), at('2026-11-23T09:30:00Z')), {
    run: null,
    missed: { firstDueAt: at('2026-11-23T02:00:00Z'), count: 7, isMadeUp: true },
    next: planned('2026-11-23T09:00:00Z', '2026-11-23T22:00:00Z'),
  });
});

test('what waited for the window is one run when it opens, and nothing was missed', (t) => {
  const timing = { ...hourly, windows: ['22:00-05:00'] };
  const owed = planned('2026-11-23T09:00:00Z', '2026-11-23T22:00:00Z');
  t.deepEqual(decideRun(owes('', { timing, owed }), at('2026-11-23T22:00:00.100Z')), {
    run: { dueAt: at('2026-11-23T22:00:00Z'), folded: 13, deadlineAt: at('2026-11-24T05:00:00Z') },
    missed: null,
    next: planned('2026-11-23T23:00:00Z'),
  });
});

test('a run that is missed and may not start any more is dropped where nothing waits for windows', (t) => {
  const timing: Timing = { ...hourly, windows: ['22:00-05:00'], outsideWindow: 'skip' };
  t.deepEqual(decideRun(owes('2026-11-23T04:00:00Z', { timing }), at('2026-11-23T09:30:00Z')), {
    run: null,
    missed: { firstDueAt: at('2026-11-23T04:00:00Z'), count: 1, isMadeUp: false },
    next: planned('2026-11-23T22:00:00Z'),
  });
});

test('the deadline is the earlier one of its own and the closing of the window', (t) => {
  const timing = { ...hourly, windows: ['22:00-05:00'] };
  const deadlineOf = (deadlineSeconds: number | null, now: string) =>
    decideRun(owes('2026-11-23T04:00:00Z', { timing, deadlineSeconds }), at(now)).run?.deadlineAt;
  t.deepEqual(deadlineOf(600, '2026-11-23T04:00:00Z'), at('2026-11-23T04:10:00Z'));
  t.deepEqual(deadlineOf(7200, '2026-11-23T04:00:00Z'), at('2026-11-23T05:00:00Z'));
});

test('an expression that was edited while a due time is owed does not move that due time', (t) => {
  const timing = { ...hourly, cron: '0 5 * * *' };
  t.deepEqual(decideRun(owes('2026-11-23T02:00:00Z', { timing }), at('2026-11-23T02:03:00Z')), {
    run: { dueAt: at('2026-11-23T02:00:00Z'), folded: 0, deadlineAt: null },
    missed: null,
    next: planned('2026-11-23T05:00:00Z'),
  });
});
