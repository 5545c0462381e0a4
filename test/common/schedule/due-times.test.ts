import test from 'ava';
import { planNextRun, planRuns, type Timing } from '../../../packages/common/src/schedule/index.ts';

const nightly: Timing = {
  name: 'nightly',
  cron: '30 2 * * *',
  everySeconds: null,
  anchorAt: new Date('2026-01-01T00:00:00Z'),
  timeZone: 'Europe/Berlin',
  jitterSeconds: 0,
  windows: [],
  blackouts: [],
  outsideWindow: 'wait',
};

const dues = (timing: Timing, after: string, count: number) =>
  planRuns(timing, new Date(after), count).map(({ dueAt }) => dueAt.toISOString());
const runs = (timing: Timing, after: string, count: number) =>
  planRuns(timing, new Date(after), count).map(
    ({ dueAt, startsAt }) => `${dueAt.toISOString()} ${startsAt.toISOString()}`,
  );

test('a time that the leap forward leaves out runs once, at the first instant after the gap', (t) => {
  t.deepEqual(dues(nightly, '2026-03-28T12:00:00Z', 2), [
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
});

test('a time that comes twice when the clock is set back runs once, the first time', (t) => {
  t.deepEqual(dues(nightly, '2026-10-24T12:00:00Z', 2), [
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('an expression that repeats within the day goes on by elapsed time through both changes', (t) => {
  const often = { ...nightly, cron: '*/30 * * * *' };
  t.deepEqual(dues(often, '2026-10-25T00:00:00Z', 4), [
    '2026-10-25T00:30:00.000Z',
    '2026-10-25T01:00:00.000Z',
    '2026-10-25T01:30:00.000Z',
    '2026-10-25T02:00:00.000Z',
  ]);
  t.deepEqual(dues(often, '2026-03-29T00:30:00Z', 2), [
    '2026-03-29T01:00:00.000Z',
    '2026-03-29T01:30:00.000Z',
  ]);
});

test('an interval counts from its anchor and never gives the anchor itself', (t) => {
  const every = {
    ...nightly,
    cron: null,
    everySeconds: 6 * 3600,
    anchorAt: new Date('2026-11-23T07:00:00Z'),
  };
  t.deepEqual(dues(every, '2026-11-23T07:00:00Z', 2), [
    '2026-11-23T13:00:00.000Z',
    '2026-11-23T19:00:00.000Z',
  ]);
  t.deepEqual(dues(every, '2026-11-23T13:00:00Z', 1), ['2026-11-23T19:00:00.000Z']);
});

test('jitter is the same for the same due time, another for others, and shorter than configured', (t) => {
  const jittered = { ...nightly, jitterSeconds: 600 };
  const delays = (timing: Timing) =>
    planRuns(timing, new Date('2026-11-23T00:00:00Z'), 50).map(
      ({ dueAt, startsAt }) => (startsAt.getTime() - dueAt.getTime()) / 1000,
    );
  t.deepEqual(delays(jittered), delays(jittered));
  t.true(delays(jittered).every((delay) => delay >= 0 && delay < 600));
  t.true(new Set(delays(jittered)).size > 25);
  t.notDeepEqual(delays(jittered), delays({ ...jittered, name: 'other' }));
});

test('a due time outside the window starts when it opens, and those that wait together are one run', (t) => {
  const hourly = { ...nightly, cron: '0 * * * *', windows: ['22:00-00:00'] };
  t.deepEqual(runs(hourly, '2026-11-23T10:30:00Z', 3), [
    '2026-11-23T11:00:00.000Z 2026-11-23T21:00:00.000Z',
    '2026-11-23T22:00:00.000Z 2026-11-23T22:00:00.000Z',
    '2026-11-23T23:00:00.000Z 2026-11-24T21:00:00.000Z',
  ]);
});

test('a due time outside the window is none where it is to be skipped', (t) => {
  const hourly: Timing = {
    ...nightly,
    cron: '0 * * * *',
    windows: ['mon-fri 22:00-00:00'],
    outsideWindow: 'skip',
  };
  t.deepEqual(runs(hourly, '2026-11-27T21:30:00Z', 3), [
    '2026-11-27T22:00:00.000Z 2026-11-27T22:00:00.000Z',
    '2026-11-30T21:00:00.000Z 2026-11-30T21:00:00.000Z',
    '2026-11-30T22:00:00.000Z 2026-11-30T22:00:00.000Z',
  ]);
});

test('a blackout wins over a window', (t) => {
  const frozen = {
    ...nightly,
    cron: '0 23 * * *',
    windows: ['22:00-05:00'],
    blackouts: ['2026-12-20/2027-01-07T06:00'],
  };
  t.deepEqual(runs(frozen, '2026-12-19T12:00:00Z', 2), [
    '2026-12-19T22:00:00.000Z 2026-12-19T22:00:00.000Z',
    '2026-12-20T22:00:00.000Z 2027-01-07T21:00:00.000Z',
  ]);
});

test('jitter takes at most half of what is left of the window', (t) => {
  const late = { ...nightly, cron: '50 4 * * *', windows: ['22:00-05:00'], jitterSeconds: 3600 };
  for (const { dueAt, startsAt } of planRuns(late, new Date('2026-11-23T00:00:00Z'), 30)) {
    t.true(startsAt >= dueAt && startsAt.getTime() < dueAt.getTime() + 300_000, startsAt.toISOString());
  }
});

test('windows that never open with a due time give no run', (t) => {
  const never = (parts: Partial<Timing>) =>
    planNextRun({ ...nightly, ...parts }, new Date('2026-11-23T00:00:00Z'));
  t.is(never({ windows: ['2026-01-01/2026-02-01'] }), null);
  t.is(never({ windows: ['22:00-23:00'], blackouts: ['20:00-23:30'] }), null);
  t.is(never({ windows: ['22:00-23:00'], outsideWindow: 'skip' }), null);
});
