import { Cron } from 'croner';
import { lastCronTime, nextCronTime } from './cron.ts';

/** A stretch of time, `from` inclusive and `to` exclusive. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** A recurring or single stretch of time by the clock of some time zone. */
export type Period =
  | {
      readonly kind: 'recurring';
      /** Cron expressions of the instants it opens, and of the clock time it closes. */
      readonly opens: string;
      readonly closes: string;
    }
  | {
      readonly kind: 'single';
      /** Local date and time: `2026-12-20T00:00:00`. */
      readonly from: string;
      readonly to: string;
    };

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const RECURRING = /^(?:([a-z,-]+) +)?(\d\d):(\d\d)-(\d\d):(\d\d)$/i;
const SINGLE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?\/(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/;

/** How a period is written, for whoever wrote another thing. */
export const periodRule =
  'must be written as "22:00-05:00", "mon-fri 22:00-05:00" or "2026-12-20T00:00/2027-01-07T00:00"';

/** Reads a period; undefined for what is none. */
export function parsePeriod(text: string): Period | undefined {
  return parseRecurring(text) ?? parseSingle(text);
}

function parseRecurring(text: string): Period | undefined {
  const match = RECURRING.exec(text);
  if (!match) return undefined;
  const [days, fromHour, fromMinute, toHour, toMinute] = [
    parseDays(match[1]?.toLowerCase()),
    ...match.slice(2).map(Number),
  ] as const;
  if (days === undefined || fromHour === undefined || fromMinute === undefined) return undefined;
  if (toHour === undefined || toMinute === undefined) return undefined;
  if (fromHour > 23 || fromMinute > 59 || toMinute > 59) return undefined;
  if (toHour > 24 || (toHour === 24 && toMinute > 0)) return undefined;
  if (fromHour === toHour && fromMinute === toMinute) return undefined;
  return {
    kind: 'recurring',
    opens: `${fromMinute} ${fromHour} * * ${days}`,
    closes: `${toMinute} ${toHour % 24} * * *`,
  };
}

/** Days as cron's last field; ranges may pass the end of the week. */
function parseDays(text: string | undefined): string | undefined {
  if (text === undefined) return '*';
  const days = text.split(',').map((part) => {
    const [first = '', last = first, ...rest] = part.split('-');
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0 || rest.length > 0) return undefined;
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => (from + index) % 7);
  });
  return days.includes(undefined) ? undefined : [...new Set(days.flat())].join(',');
}

function parseSingle(text: string): Period | undefined {
  const match = SINGLE.exec(text);
  if (!match) return undefined;
  const from = `${match[1]}T${match[2] ?? '00:00'}:00`;
  const to = `${match[3]}T${match[4] ?? '00:00'}:00`;
  if (Number.isNaN(Date.parse(`${from}Z`)) || Number.isNaN(Date.parse(`${to}Z`))) return undefined;
  return from < to ? { kind: 'single', from, to } : undefined;
}

/** The stretch of a period that holds an instant; null when it is outside. */
export function spanAt(period: Period, timeZone: string, at: Date): Span | null {
  const from =
    period.kind === 'single' ? instantOf(period.from, timeZone) : lastCronTime(period.opens, timeZone, at);
  const span = from && spanFrom(period, timeZone, from);
  return span && span.from <= at && at < span.to ? span : null;
}

/** When a period opens next, strictly after an instant; null when it does not any more. */
export function nextOpening(period: Period, timeZone: string, after: Date): Date | null {
  if (period.kind === 'recurring') return nextCronTime(period.opens, timeZone, after);
  const from = instantOf(period.from, timeZone);
  return from && from > after ? from : null;
}

function spanFrom(period: Period, timeZone: string, from: Date): Span | null {
  const to =
    period.kind === 'single' ? instantOf(period.to, timeZone) : nextCronTime(period.closes, timeZone, from);
  return to && { from, to };
}

/** The instant of a local date and time; one that does not exist counts as the end of the gap. */
function instantOf(local: string, timeZone: string): Date | null {
  return new Cron(local, { timezone: timeZone, paused: true }).nextRun(new Date(0));
}
