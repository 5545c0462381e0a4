import type { EntityManager } from '@mikro-orm/postgresql';
import { NetravenError, SECOND } from '@netraven/common';
import type { ScheduleInput } from '@netraven/common/api';
import { fromRows, toRowParameter } from '@netraven/common/inventory';
import {
  describeTimeZoneProblem,
  type PlannedRun,
  planNextRun,
  planRuns,
  startOf,
  type Timing,
} from '@netraven/common/schedule';
import type { ScheduleRow } from './schedule-row.ts';

/** Due times between which the shortest time is looked for. */
const COMPARED_RUNS = 20;

/** What an operator says of a schedule, with the anchor of its interval. */
export type ScheduleTerms = Omit<ScheduleInput, 'enabled'> & { readonly anchorAt: Date };

/**
 * Checks what its fields alone do not tell.
 * @throws NETRAVEN_MESSAGE_INVALID naming the field
 */
export function checkTerms(endpoint: string, terms: ScheduleTerms, now: Date): void {
  if ((terms.cron === null) === (terms.everySeconds === null)) {
    throw new NetravenError('NETRAVEN_MESSAGE_INVALID', `${endpoint}: needs one of cron and everySeconds`);
  }
  assertZone(terms);
  const shortest = shortestGap(terms, now);
  if (terms.jitterSeconds === 0 || terms.jitterSeconds < shortest) return;
  throw new NetravenError(
    'NETRAVEN_MESSAGE_INVALID',
    `${endpoint}: jitterSeconds: must be shorter than the ${shortest} s between two due times, got "${terms.jitterSeconds}"`,
    { hint: 'A start that is delayed past the next due time would be that one: shorten the jitter.' },
  );
}

/** A stored zone may be one that this machine does not know. */
function assertZone({ name, timeZone }: Timing): void {
  const problem = describeTimeZoneProblem(timeZone);
  if (problem === undefined) return;
  throw new NetravenError(
    'NETRAVEN_MESSAGE_INVALID',
    `schedule ${name}: timeZone: ${problem}, got ${JSON.stringify(timeZone)}`,
  );
}

function shortestGap(terms: ScheduleTerms, now: Date): number {
  const bare: Timing = { ...terms, windows: [], blackouts: [], jitterSeconds: 0 };
  const runs = planRuns(bare, now, COMPARED_RUNS).map(({ dueAt }) => dueAt.getTime());
  const gaps = runs.slice(1).map((dueAt, index) => dueAt - (runs[index] ?? dueAt));
  return Math.min(Number.POSITIVE_INFINITY, ...gaps) / SECOND;
}

/** @throws NETRAVEN_SCHEDULE_NEVER_DUE when no due time after `now` may start */
export function planFirstRun(timing: Timing, now: Date): PlannedRun {
  assertZone(timing);
  const run = planNextRun(timing, now);
  if (run) return run;
  throw new NetravenError(
    'NETRAVEN_SCHEDULE_NEVER_DUE',
    `schedule ${timing.name}: no due time falls into its windows`,
  );
}

/** The next run of an edited schedule: what is owed stays owed and starts by the new terms, from now on. */
export function planEdited(row: ScheduleRow, timing: Timing, now: Date): PlannedRun | null {
  if (!row.enabled) return null;
  const dueAt = row.nextDueAt === null ? null : new Date(row.nextDueAt);
  const startsAt = dueAt && dueAt <= now ? startOf(timing, dueAt) : null;
  if (!dueAt || !startsAt) return planFirstRun(timing, now);
  return { dueAt, startsAt: startsAt < now ? now : startsAt };
}

/** What is written of a schedule. */
export interface ScheduleRecord {
  readonly terms: ScheduleTerms;
  /** Null for a disabled one. */
  readonly run: PlannedRun | null;
  readonly now: Date;
}

const columns = {
  name: 'text',
  cron: 'text',
  every_seconds: 'int',
  anchor_at: 'timestamptz',
  time_zone: 'text',
  selection: 'jsonb',
  lane: 'text',
  reason: 'text',
  jitter_seconds: 'int',
  windows: 'text[]',
  blackouts: 'text[]',
  outside_window: 'text',
  missed: 'text',
  deadline_seconds: 'int',
  enabled: 'boolean',
  disabled_at: 'timestamptz',
  next_due_at: 'timestamptz',
  starts_at: 'timestamptz',
  updated_at: 'timestamptz',
} as const;
const names = Object.keys(columns);
const row = fromRows(
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', '),
);

/** Writes a new schedule; false when the name is taken. */
export async function insertSchedule(em: EntityManager, record: ScheduleRecord): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `insert into schedule (${names.join(', ')}, created_at)
     select ${names.map((name) => `r.${name}`).join(', ')}, r.updated_at from ${row}
     on conflict (name) do nothing returning name`,
    [toRowParameter([toRow(record)])],
  );
  return rows.length === 1;
}

/** Replaces the terms and the next run of a schedule, whose row is locked. */
export async function updateSchedule(em: EntityManager, record: ScheduleRecord): Promise<void> {
  await em.execute(
    `update schedule s set problem = null, ${names.map((name) => `${name} = r.${name}`).join(', ')}
     from ${row} where s.name = r.name`,
    [toRowParameter([toRow(record)])],
  );
}

function toRow({ terms, run, now }: ScheduleRecord): Record<keyof typeof columns, unknown> {
  return {
    name: terms.name,
    cron: terms.cron,
    every_seconds: terms.everySeconds,
    anchor_at: terms.anchorAt,
    time_zone: terms.timeZone,
    selection: terms.selection,
    lane: terms.lane,
    reason: terms.reason,
    jitter_seconds: terms.jitterSeconds,
    windows: terms.windows,
    blackouts: terms.blackouts,
    outside_window: terms.outsideWindow,
    missed: terms.missed,
    deadline_seconds: terms.deadlineSeconds,
    enabled: run !== null,
    disabled_at: run ? null : now,
    next_due_at: run?.dueAt ?? null,
    starts_at: run?.startsAt ?? null,
    updated_at: now,
  };
}
