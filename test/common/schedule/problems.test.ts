import test from 'ava';
import { describeCronProblem, describeTimeZoneProblem } from '../../../packages/common/src/schedule/index.ts';

test('what is wrong with a cron expression names the field', (t) => {
  const fields =
    'must have five fields (minute, hour, day of month, month, day of week), such as "30 2 * * *", or be @hourly, @daily, @weekly, @monthly, @yearly';
  const problems: Record<string, string | undefined> = {
    '30 2 * * *': undefined,
    '*/15 8-18 * JAN-MAR MON-FRI': undefined,
    '0 2 * * SAT#2': undefined,
    '@daily': undefined,
    '61 2 * * *': 'minute (field 1) must be 0 to 59',
    '0 24 * * *': 'hour (field 2) must be 0 to 23',
    '0 2 32 * *': 'day of month (field 3) must be 1 to 31',
    '0 2 * 13 *': 'month (field 4) must be 1 to 12 or JAN to DEC',
    '0 2 * * 8': 'day of week (field 5) must be 0 to 7 or SUN to SAT',
    '0 2 31 4 *': 'must name a day that exists',
    '0 0 2 * * *': fields,
    '@reboot': fields,
    '2026-12-24T00:00:00': fields,
    daily: fields,
  };
  t.deepEqual(
    Object.fromEntries(Object.keys(problems).map((pattern) => [pattern, describeCronProblem(pattern)])),
    problems,
  );
});

test('a mistyped time zone is told with those it may have meant', (t) => {
  t.is(describeTimeZoneProblem('Europe/Berlin'), undefined);
  t.is(describeTimeZoneProblem('UTC'), undefined);
  t.regex(
    describeTimeZoneProblem('Europe/Berln') ?? '',
    /^must be an IANA time zone; did you mean Europe\/Berlin/,
  );
  t.regex(describeTimeZoneProblem('+01:00') ?? '', /^must be an IANA time zone; /);
});
