import type { EntityManager } from '@mikro-orm/postgresql';
import { fromRows, toRowParameter } from '@netraven/common/inventory';
import { publishEvent } from '@netraven/common/jetstream';
import { count as addToCounter } from '@netraven/common/metric';
import type { Dispatcher } from '../dispatcher.ts';
import { insertJobs } from '../job/insert-job.ts';
import { decideRun, type RunDecision } from './decide-run.ts';
import { databaseNow, type ScheduleRow, scheduleColumns, timingOf } from './schedule-row.ts';
import { scheduledJob } from './scheduled-job.ts';

/** Schedules of one transaction: few enough that it is short. */
const BATCH = 100;

/** Reads the time that schedules go by. */
export type Clock = (em: EntityManager) => Promise<Date>;

/** A schedule whose start has come, and what is done about it. */
interface Settled {
  readonly row: ScheduleRow;
  readonly decision: RunDecision;
  /** Why the schedule is put aside; null for a good one. */
  readonly problem: string | null;
  readonly job: string | null;
}

/**
 * Makes the jobs of the schedules whose start has come, and sets their next due times, in one transaction: whatever
 * dies, each due time has its job or is still owed. Rows another dispatcher is at are left to it.
 * @returns true when there may be more
 */
export async function fireDueSchedules(dispatcher: Dispatcher, clock: Clock = databaseNow): Promise<boolean> {
  const { made, settled } = await dispatcher.inventory.em.fork().transactional(async (em) => {
    const now = await clock(em);
    const rows = await em.execute<ScheduleRow[]>(
      `select ${scheduleColumns} from schedule s where s.starts_at <= ?::timestamptz
       order by s.starts_at, s.name limit ${BATCH} for update skip locked`,
      [now.toISOString()],
    );
    if (rows.length === 0) return { made: new Set<string>(), settled: [] };
    const decided = rows.map((row) => settle(row, now));
    const jobs = decided.flatMap(({ row, decision }) =>
      decision.run ? [scheduledJob(row, decision.run, now)] : [],
    );
    const inserted = await insertJobs(em, jobs);
    await advance(em, decided);
    return { made: new Set(inserted), settled: decided };
  });
  for (const one of settled) announce(dispatcher, one, made);
  if (made.size > 0) dispatcher.bells.expand.ring();
  return settled.length === BATCH;
}

/** A row that cannot be computed with is put aside, so that it keeps no other waiting. */
function settle(row: ScheduleRow, now: Date): Settled {
  try {
    const decision = decideRun(
      {
        timing: timingOf(row),
        owed: { dueAt: new Date(row.nextDueAt ?? now), startsAt: new Date(row.startsAt ?? now) },
        missed: row.missed,
        deadlineSeconds: row.deadlineSeconds,
      },
      now,
    );
    const problem = decision.next ? null : 'no due time falls into its windows any more';
    const job = decision.run && scheduledJob(row, decision.run, now).id;
    return { row, decision, problem, job };
  } catch (error) {
    const problem = `cannot be computed: ${error instanceof Error ? error.message : String(error)}`;
    return { row, decision: { run: null, missed: null, next: null }, problem, job: null };
  }
}

async function advance(em: EntityManager, settled: readonly Settled[]): Promise<void> {
  const rows = settled.map(({ row, decision, problem, job }) => ({
    name: row.name,
    next_due_at: decision.next?.dueAt.toISOString() ?? null,
    starts_at: decision.next?.startsAt.toISOString() ?? null,
    last_due_at: decision.run?.dueAt.toISOString() ?? null,
    last_job: job,
    problem,
  }));
  await em.execute(
    `update schedule s set next_due_at = r.next_due_at, starts_at = r.starts_at, problem = r.problem,
       last_due_at = coalesce(r.last_due_at, s.last_due_at), last_job = coalesce(r.last_job, s.last_job)
     from ${fromRows('name text, next_due_at timestamptz, starts_at timestamptz, last_due_at timestamptz, last_job text, problem text')}
     where s.name = r.name`,
    [toRowParameter(rows)],
  );
}

function announce({ connection, log }: Dispatcher, settled: Settled, made: ReadonlySet<string>): void {
  const { row, decision, problem, job } = settled;
  const schedule = row.name;
  if (problem !== null) log.error({ schedule, problem }, 'schedule is not due any more');
  if (decision.missed) {
    const { firstDueAt, count, isMadeUp } = decision.missed;
    const data = { schedule, due: firstDueAt.toISOString(), count, madeUp: isMadeUp };
    log.warn(data, 'due times were missed');
    addToCounter('netraven_schedule_runs_total', { result: 'missed' }, count);
    publishEvent(connection, 'hub', { noun: 'schedule', what: 'missed', data });
  }
  if (decision.run && job !== null && made.has(job)) {
    const data = { schedule, job, due: decision.run.dueAt.toISOString(), folded: decision.run.folded };
    log.info(data, 'schedule fired');
    addToCounter('netraven_schedule_runs_total', { result: 'fired' });
    publishEvent(connection, 'hub', { noun: 'schedule', what: 'fired', data });
    publishEvent(connection, 'hub', { noun: 'job', what: 'accepted', data: { job } });
  }
}
