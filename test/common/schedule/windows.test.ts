import test from 'ava';
import { parsePeriod } from '../../../packages/common/src/schedule/period.ts';
import { allowedFrom, allowedUntil, isAllowed } from '../../../packages/common/src/schedule/windows.ts';

const calendar = (windows: string[], blackouts: string[] = []) => ({
  timeZone: 'Europe/Berlin',
  windows,
  blackouts,
});
const at = (text: string) => new Date(text);

test('a period is read in three forms, and anything else is none', (t) => {
  const weekdays = { kind: 'recurring', opens: '0 22 * * 1,2,3,4,5', closes: '30 5 * * *' } as const;
  t.deepEqual(parsePeriod('mon-fri 22:00-05:30'), weekdays);
  t.deepEqual(parsePeriod('Mon,Tue,Wed,Thu-Fri 22:00-05:30'), weekdays);
  t.deepEqual(parsePeriod('sat-sun 00:00-24:00'), {
    kind: 'recurring',
    opens: '0 0 * * 6,0',
    closes: '0 0 * * *',
  });
  t.deepEqual(parsePeriod('2026-12-20/2027-01-07T06:00'), {
    kind: 'single',
    from: '2026-12-20T00:00:00',
    to: '2027-01-07T06:00:00',
  });
  for (const text of [
    '',
    '22:00',
    '22:00-22:00',
    '24:00-05:00',
    '22:60-05:00',
    '22:00-24:30',
    'montag 22:00-05:00',
    'mon-tue-wed 22:00-05:00',
    '2027-01-07/2026-12-20',
    '2026-13-01/2026-14-01',
  ]) {
    t.is(parsePeriod(text), undefined, text);
  }
});

test('a window over midnight belongs to the day it opens on', (t) => {
  const friday = calendar(['fri 22:00-05:00']);
  t.true(isAllowed(friday, at('2026-11-27T21:00:00Z')));
  t.true(isAllowed(friday, at('2026-11-28T03:59:59Z')));
  t.false(isAllowed(friday, at('2026-11-28T04:00:00Z')));
  t.false(isAllowed(friday, at('2026-11-27T03:00:00Z')));
  t.deepEqual(allowedFrom(friday, at('2026-11-28T04:00:00Z')), at('2026-12-04T21:00:00Z'));
});

test('the closing is that of the window, of adjoining ones, or the begin of a blackout', (t) => {
  const now = at('2026-11-23T22:00:00Z');
  t.is(allowedUntil(calendar([]), now), null);
  t.is(allowedUntil(calendar(['00:00-24:00']), now), null);
  t.deepEqual(allowedUntil(calendar(['22:00-05:00']), now), at('2026-11-24T04:00:00Z'));
  t.deepEqual(allowedUntil(calendar(['22:00-05:00', '05:00-07:00']), now), at('2026-11-24T06:00:00Z'));
  t.deepEqual(allowedUntil(calendar(['22:00-05:00'], ['01:00-02:00']), now), at('2026-11-24T00:00:00Z'));
});

test('a window keeps to the clock when it changes', (t) => {
  const night = calendar(['01:30-03:30']);
  t.deepEqual(allowedUntil(night, at('2026-03-29T00:30:00Z')), at('2026-03-29T01:30:00Z'));
  t.deepEqual(allowedUntil(night, at('2026-10-24T23:30:00Z')), at('2026-10-25T02:30:00Z'));
});
