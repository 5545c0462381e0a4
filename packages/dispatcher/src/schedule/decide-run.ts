import { MINUTE, SECOND } from '@netraven/common';
import {
  allowedUntil,
  isAllowed,
  lastDue,
  type PlannedRun,
  planNextRun,
  startFrom,
  startOf,
  type Timing,
} from '@netraven/common/schedule';

/** A start that is later than this was missed: longer than the restart of a dispatcher. */
export const MISSED_AFTER_MS = 5 * MINUTE;
/** Due times are counted up to here. */
const MOST_COUNTED = 1000;

/** A schedule whose start has come. */
export interface OwedSchedule {
  readonly timing: Timing;
  readonly owed: PlannedRun;
  readonly missed: 'run' | 'skip';
  readonly deadlineSeconds: number | null;
}

export interface RunDecision {
  /** The job to make; null for none now. */
  readonly run: {
    readonly dueAt: Date;
    /** Earlier due times it stands for. */
    readonly folded: number;
    readonly deadlineAt: Date | null;
  } | null;
  /** What came and went without its job; null for nothing. */
  readonly missed: {
    readonly firstDueAt: Date;
    /** At most 1000. */
    readonly count: number;
    /** Whether a run makes up for them. */
    readonly isMadeUp: boolean;
  } | null;
  /** What waits next; null when nothing will be due. */
  readonly next: PlannedRun | null;
}

/**
 * What becomes of the due times of a schedule that have come: at most one run, of the latest.
 * @param now at or after the start of what is owed
 */
export function decideRun(schedule: OwedSchedule, now: Date): RunDecision {
  const { timing, owed } = schedule;
  const latest = latestRun(timing, owed, now);
  const after = new Date(Math.max(latest.dueAt.getTime(), lastDue(timing, now)?.getTime() ?? 0));
  const isLate = now.getTime() - latest.startsAt.getTime() > MISSED_AFTER_MS;
  const missed = findMissed(schedule, latest, isLate, now);
  if (isLate && schedule.missed === 'skip') return { run: null, missed, next: planNextRun(timing, after) };
  if (latest.startsAt > now) return { run: null, missed, next: latest };
  if (isAllowed(timing, now)) {
    const run = {
      dueAt: latest.dueAt,
      folded: countDue(timing, owed.dueAt, latest.dueAt) - 1,
      deadlineAt: deadlineOf(schedule, now),
    };
    return { run, missed, next: planNextRun(timing, after) };
  }
  const startsAt = timing.outsideWindow === 'wait' ? startFrom(timing, latest.dueAt, now) : null;
  if (startsAt) return { run: null, missed, next: { dueAt: latest.dueAt, startsAt } };
  return { run: null, missed: missed && { ...missed, isMadeUp: false }, next: planNextRun(timing, after) };
}

/** The last due time that has come; one that lies outside the windows and does not wait is none. */
function latestRun(timing: Timing, owed: PlannedRun, now: Date): PlannedRun {
  const dueAt = lastDue(timing, now);
  if (!dueAt || dueAt <= owed.dueAt) return owed;
  if (timing.outsideWindow === 'skip' && !isAllowed(timing, dueAt)) return owed;
  const startsAt = startOf(timing, dueAt);
  return startsAt ? { dueAt, startsAt } : owed;
}

/** The due times whose start is long past: with the latest, if that one is late too. */
function findMissed(
  { timing, owed, missed }: OwedSchedule,
  latest: PlannedRun,
  isLate: boolean,
  now: Date,
): RunDecision['missed'] {
  if (now.getTime() - owed.startsAt.getTime() <= MISSED_AFTER_MS) return null;
  const count = countDue(timing, owed.dueAt, latest.dueAt) - (isLate ? 0 : 1);
  if (count === 0) return null;
  return { firstDueAt: owed.dueAt, count, isMadeUp: missed === 'run' };
}

/** Due times from one to another, both included; at most 1000. */
function countDue(timing: Timing, first: Date, last: Date): number {
  let count = 1;
  let dueAt: Date | undefined = first;
  while (dueAt && dueAt < last && count < MOST_COUNTED) {
    dueAt = planNextRun(timing, dueAt)?.dueAt;
    count += 1;
  }
  return count;
}

/** The earlier of the schedule's own deadline and the closing of its window. */
function deadlineOf({ timing, deadlineSeconds }: OwedSchedule, now: Date): Date | null {
  const own = deadlineSeconds === null ? null : new Date(now.getTime() + deadlineSeconds * SECOND);
  const closing = allowedUntil(timing, now);
  if (!own || !closing) return own ?? closing;
  return own < closing ? own : closing;
}
