import { createHash } from 'node:crypto';
import { SECOND } from '../time.ts';
import { lastCronTime, nextCronTime } from './cron.ts';
import { allowedFrom, allowedUntil, type Calendar, isAllowed } from './windows.ts';

/** When a schedule is due, and when it starts what is due. */
export interface Timing extends Calendar {
  /** Name of the schedule: schedules of the same time get different delays. */
  readonly name: string;
  /** Null for an interval. */
  readonly cron: string | null;
  /** Null for a cron expression. */
  readonly everySeconds: number | null;
  /** From when intervals count. */
  readonly anchorAt: Date;
  readonly jitterSeconds: number;
  /** What becomes of a due time outside of the windows: it waits for the next opening, or is none. */
  readonly outsideWindow: 'wait' | 'skip';
}

/** A due time with the instant its job is made. */
export interface PlannedRun {
  readonly dueAt: Date;
  readonly startsAt: Date;
}

/** Due times looked at before a schedule counts as never due. */
const MOST_STEPS = 100;

/** The first due time after an instant and its start; null when there is none that its windows let start. */
export function planNextRun(timing: Timing, after: Date): PlannedRun | null {
  let dueAt = nextDue(timing, after);
  for (let step = 0; dueAt && step < MOST_STEPS; step++) {
    const startsAt = startOf(timing, dueAt);
    if (!startsAt) return null;
    if (timing.outsideWindow === 'wait' || isAllowed(timing, dueAt)) return { dueAt, startsAt };
    const opening = allowedFrom(timing, dueAt);
    dueAt = opening && nextDue(timing, new Date(opening.getTime() - 1));
  }
  return null;
}

/** The next runs after an instant, at most `count`. */
export function planRuns(timing: Timing, after: Date, count: number): PlannedRun[] {
  const runs: PlannedRun[] = [];
  let run = planNextRun(timing, after);
  while (run && runs.length < count) {
    runs.push(run);
    // What waits for the same opening is one run.
    const folded = run.startsAt > run.dueAt ? lastDue(timing, run.startsAt) : null;
    run = planNextRun(timing, folded && folded > run.dueAt ? folded : run.dueAt);
  }
  return runs;
}

/** The first instant after another that cron or interval name, whatever the windows. */
export function nextDue({ cron, everySeconds, anchorAt, timeZone }: Timing, after: Date): Date | null {
  if (cron !== null) return nextCronTime(cron, timeZone, after);
  const every = (everySeconds ?? 0) * SECOND;
  const passed = Math.max(0, Math.floor((after.getTime() - anchorAt.getTime()) / every));
  return new Date(anchorAt.getTime() + (passed + 1) * every);
}

/** The last instant at or before another that cron or interval name; null when there is none. */
export function lastDue({ cron, everySeconds, anchorAt, timeZone }: Timing, at: Date): Date | null {
  if (cron !== null) return lastCronTime(cron, timeZone, at);
  const every = (everySeconds ?? 0) * SECOND;
  const passed = Math.floor((at.getTime() - anchorAt.getTime()) / every);
  return passed < 1 ? null : new Date(anchorAt.getTime() + passed * every);
}

/** When a due time starts: at the next opening from then on, delayed by its jitter; null for never. */
export function startOf(timing: Timing, dueAt: Date): Date | null {
  return startFrom(timing, dueAt, dueAt);
}

/** As `startOf`, for a due time that cannot start before `from`. */
export function startFrom(timing: Timing, dueAt: Date, from: Date): Date | null {
  const openAt = allowedFrom(timing, from);
  if (!openAt || timing.jitterSeconds === 0) return openAt;
  const closesAt = allowedUntil(timing, openAt);
  // At least half of what is left of the window stays for the work.
  const longest = closesAt ? (closesAt.getTime() - openAt.getTime()) / SECOND / 2 : timing.jitterSeconds;
  const delay = Math.floor(shareOf(timing.name, dueAt) * Math.min(timing.jitterSeconds, longest));
  return new Date(openAt.getTime() + delay * SECOND);
}

/** From 0 up to 1, the same for the same schedule and due time. */
function shareOf(name: string, dueAt: Date): number {
  const digest = createHash('sha256').update(`${name}\n${dueAt.toISOString()}`).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
