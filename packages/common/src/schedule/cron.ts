import { Cron } from 'croner';

const FIELDS = /^\S+(?:\s+\S+){4}$/;
const NICKNAME = /^@(?:hourly|daily|midnight|weekly|monthly|yearly|annually)$/;

const ranges: Readonly<Record<string, string>> = {
  minute: 'minute (field 1) must be 0 to 59',
  hour: 'hour (field 2) must be 0 to 23',
  day: 'day of month (field 3) must be 1 to 31',
  month: 'month (field 4) must be 1 to 12 or JAN to DEC',
  dayOfWeek: 'day of week (field 5) must be 0 to 7 or SUN to SAT',
};

/**
 * A cron expression in a time zone, which starts no timer. A time that does not exist there runs at the first instant
 * after the gap, one that comes twice runs once, at the first; expressions that repeat within a day go on by elapsed time.
 * @throws TypeError or RangeError for what is no cron expression
 */
export function openCron(pattern: string, timeZone: string): Cron {
  return new Cron(pattern, { timezone: timeZone, paused: true, mode: '5-part' });
}

/** What is wrong with a cron expression, naming the field; undefined for a good one. */
export function describeCronProblem(pattern: string): string | undefined {
  if (!FIELDS.test(pattern) && !NICKNAME.test(pattern)) {
    return 'must have five fields (minute, hour, day of month, month, day of week), such as "30 2 * * *", or be @hourly, @daily, @weekly, @monthly, @yearly';
  }
  try {
    const isEverDue = openCron(pattern, 'UTC').nextRun(new Date(0)) !== null;
    return isEverDue ? undefined : 'must name a day that exists';
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return describeRange(error.message);
  }
}

function describeRange(message: string): string {
  const field = /Invalid value for (\w+)/.exec(message)?.[1] ?? '';
  return ranges[field] ?? message.replace(/^CronPattern: /, '').toLowerCase();
}

/** The first instant of a cron expression after an instant; null when there is none. */
export function nextCronTime(pattern: string, timeZone: string, after: Date): Date | null {
  return openCron(pattern, timeZone).nextRun(after);
}

/** The last instant of a cron expression at or before an instant; null when there is none. */
export function lastCronTime(pattern: string, timeZone: string, at: Date): Date | null {
  // The library looks strictly before.
  return openCron(pattern, timeZone).previousRuns(1, new Date(at.getTime() + 1))[0] ?? null;
}
