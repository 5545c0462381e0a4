import { nextOpening, type Period, parsePeriod, spanAt } from './period.ts';

/** When backups may begin: within a window, where there are any, and in no blackout. */
export interface Calendar {
  readonly timeZone: string;
  readonly windows: readonly string[];
  readonly blackouts: readonly string[];
}

/** Openings and blackouts looked at before a calendar counts as never open: more than a year of days. */
const MOST_STEPS = 400;
/** Adjoining windows looked at for a closing; one that is further away than so many days is none. */
const MOST_ADJOINING = 8;

/** The first instant from `at` on that the calendar allows; null when none is found. */
export function allowedFrom(calendar: Calendar, at: Date): Date | null {
  const { timeZone } = calendar;
  const windows = readPeriods(calendar.windows);
  const blackouts = readPeriods(calendar.blackouts);
  let instant = at;
  for (let step = 0; step < MOST_STEPS; step++) {
    const blackedOutUntil = endOf(blackouts, timeZone, instant);
    if (blackedOutUntil) {
      instant = blackedOutUntil;
      continue;
    }
    if (windows.length === 0 || endOf(windows, timeZone, instant)) return instant;
    const opening = earliest(windows.map((window) => nextOpening(window, timeZone, instant)));
    if (!opening) return null;
    instant = opening;
  }
  return null;
}

/** Whether a backup may begin at an instant. */
export function isAllowed(calendar: Calendar, at: Date): boolean {
  return allowedFrom(calendar, at)?.getTime() === at.getTime();
}

/** When the calendar closes after an allowed instant; null when it does not within a week. */
export function allowedUntil(calendar: Calendar, at: Date): Date | null {
  const { timeZone } = calendar;
  const windows = readPeriods(calendar.windows);
  const blackouts = readPeriods(calendar.blackouts);
  const blackout = earliest(blackouts.map((period) => nextOpening(period, timeZone, at)));
  const end = windows.length === 0 ? null : endOfChain(windows, timeZone, at);
  return earliest([blackout, end]);
}

/** The end of windows that follow each other without a gap. */
function endOfChain(windows: readonly Period[], timeZone: string, at: Date): Date | null {
  let end: Date | null = null;
  let next = endOf(windows, timeZone, at);
  for (let step = 0; next && step < MOST_ADJOINING; step++) {
    end = next;
    next = endOf(windows, timeZone, end);
  }
  return next ? null : end;
}

/** The latest end of the periods that hold an instant; null when none does. */
function endOf(periods: readonly Period[], timeZone: string, at: Date): Date | null {
  const ends = periods.flatMap((period) => spanAt(period, timeZone, at)?.to ?? []);
  return ends.reduce<Date | null>((latest, end) => (latest && latest > end ? latest : end), null);
}

function earliest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce(
    (first, instant) => (first && (!instant || first < instant) ? first : instant),
    null,
  );
}

function readPeriods(texts: readonly string[]): Period[] {
  return texts.map((text) => {
    const period = parsePeriod(text);
    // Leaving it out would let backups begin at any time.
    if (!period) throw new TypeError(`no period: ${text}`);
    return period;
  });
}
