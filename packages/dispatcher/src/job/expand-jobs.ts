import type { EntityManager } from '@mikro-orm/postgresql';
import { type NetravenError, toErrorRecord } from '@netraven/common';
import { publishEvent } from '@netraven/common/jetstream';
import { type JobStatus, parseValue, selectionSchema } from '@netraven/common/message';
import { count } from '@netraven/common/metric';
import { beginSpan } from '@netraven/common/trace';
import type { Dispatcher } from '../dispatcher.ts';
import { asRefusal } from '../stage/as-refusal.ts';
import { runStage } from '../stage/run-stage.ts';
import { buildSelection, type Condition } from './build-selection.ts';
import { describeUnknown, findUnknownNames } from './find-unknown-names.ts';

const POLL_MS = 2000;

interface PendingJob {
  readonly id: string;
  readonly selection: unknown;
  /** Null for what nobody scheduled for an instant. */
  readonly schedule: string | null;
  readonly traceparent: string | null;
}

/** Turns each accepted job into its task rows, whichever dispatcher accepted it. */
export function expandJobs(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  return runStage({
    name: 'expand jobs',
    step: () => expandNextJob(dispatcher),
    bell: dispatcher.bells.expand,
    idleMs: POLL_MS,
    log: dispatcher.log,
    signal,
  });
}

/**
 * Expands the oldest job that no other dispatcher is at, urgent ones first: task rows, warnings and the new status in one transaction,
 * so a crash leaves the job as it was. False when there is none.
 */
async function expandNextJob(dispatcher: Dispatcher): Promise<boolean> {
  let taken: string | undefined;
  try {
    const expanded = await dispatcher.inventory.em.fork().transactional(async (em) => {
      const [job] = await em.execute<PendingJob[]>(
        `select id, selection, traceparent, case when due_at is not null then schedule end as schedule
         from job where expanded_at is null and finished_at is null
         order by lane desc, requested_at limit 1 for update skip locked`,
      );
      taken = job?.id;
      return job && { id: job.id, ...(await traceExpansion(em, job)) };
    });
    if (expanded) announce(dispatcher, expanded);
    return expanded !== undefined;
  } catch (error) {
    const refusal = asRefusal(`job ${taken}`, error);
    if (taken === undefined || !refusal) throw error;
    await closeUnexpandable(dispatcher, taken, refusal);
    return true;
  }
}

interface ExpandedJob {
  readonly id: string;
  readonly taskCount: number;
  readonly warnings: number;
}

function announce({ connection, log, bells }: Dispatcher, expanded: ExpandedJob): void {
  log.info({ job: expanded.id, tasks: expanded.taskCount, warnings: expanded.warnings }, 'job expanded');
  if (expanded.taskCount === 0) {
    count('netraven_jobs_closed_total', { status: 'COMPLETED_NO_DEVICES' });
    publishEvent(connection, 'hub', {
      noun: 'job',
      what: 'done',
      data: { job: expanded.id, status: 'COMPLETED_NO_DEVICES' satisfies JobStatus, tasks: 0 },
    });
  } else {
    publishEvent(connection, 'hub', {
      noun: 'job',
      what: 'expanded',
      data: { job: expanded.id, tasks: expanded.taskCount },
    });
    bells.publish.ring();
  }
}

/** A job that never can be expanded would keep every later one waiting. */
async function closeUnexpandable(
  { inventory, connection, log }: Dispatcher,
  job: string,
  error: NetravenError,
): Promise<void> {
  log.error({ job, err: error }, 'job cannot be expanded');
  const status: JobStatus = 'COMPLETED_FAILURE';
  const closed = await inventory.em.fork().execute<unknown[]>(
    `with closed as (
       update job set status = ?, expanded_at = now(), finished_at = now()
       where id = ? and expanded_at is null and finished_at is null returning id
     )
     insert into job_log (job_id, at, level, message, seq)
     select id, now(), 'error', ?, 1 from closed returning 1`,
    [status, job, `the job cannot be expanded: ${error.message}`],
  );
  if (closed.length === 0) return;
  count('netraven_jobs_closed_total', { status });
  publishEvent(connection, 'hub', { noun: 'job', what: 'done', data: { job, status, tasks: 0 } });
}

/** The tasks go on from the expansion, so the job's row takes over its place in the trace. */
async function traceExpansion(em: EntityManager, job: PendingJob): Promise<Omit<ExpandedJob, 'id'>> {
  const span = beginSpan({
    name: 'expand job',
    kind: 'internal',
    parent: job.traceparent,
    attributes: { 'netraven.job': job.id },
  });
  try {
    const expanded = await expandJob(em, { ...job, traceparent: span.traceparent });
    span.end({ attributes: { 'netraven.tasks': expanded.taskCount } });
    return expanded;
  } catch (error) {
    span.end({ error: toErrorRecord(error).code });
    throw error;
  }
}

async function expandJob(
  em: EntityManager,
  job: PendingJob,
): Promise<{ taskCount: number; warnings: number }> {
  const selection = parseValue(`selection of job ${job.id}`, selectionSchema, job.selection);
  const warnings = describeUnknown(await findUnknownNames(em, selection));
  const condition = buildSelection(selection);
  const left = await countOpenEarlier(em, job.schedule, condition);
  if (left > 0) warnings.push(describeLeft(left, job.schedule));
  const [counted] = await em.execute<{ count: number }[]>(
    `with added as (
       insert into task (id, job_id, device_id, device_name, site, lane, requested_at)
       select j.id || '-' || d.id, j.id, d.id, d.name, d.site, j.lane, j.requested_at
       from job j, device d where j.id = ? and ${condition.sql} and not ${openEarlier}
       on conflict do nothing
       returning 1
     )
     select count(*)::int as count from added`,
    [job.id, ...condition.values, job.schedule],
  );
  const taskCount = counted?.count ?? 0;
  const status: JobStatus = taskCount === 0 ? 'COMPLETED_NO_DEVICES' : 'RUNNING';
  await em.execute(
    `update job set status = ?, expanded_at = now(), task_count = ?, warnings = ?::jsonb,
       finished_at = case when ? = 0 then now() end, traceparent = ?
     where id = ?`,
    [status, taskCount, JSON.stringify(warnings), taskCount, job.traceparent, job.id],
  );
  await em.execute(
    `insert into job_log (job_id, at, level, message, seq)
     select ?, now(), 'warn', w.message, w.position
     from jsonb_array_elements_text(?::jsonb) with ordinality as w (message, position)
     on conflict do nothing`,
    [
      job.id,
      JSON.stringify(taskCount + left === 0 ? [...warnings, 'the selection matches no device'] : warnings),
    ],
  );
  return { taskCount, warnings: warnings.length };
}

/** A device with an open task of an earlier due time of the schedule, whose name is the placeholder: one is enough. */
const openEarlier = `exists (
  select 1 from task o join job e on e.id = o.job_id
  where o.device_id = d.id and o.outcome is null and e.schedule = ?
)`;

async function countOpenEarlier(
  em: EntityManager,
  schedule: string | null,
  condition: Condition,
): Promise<number> {
  if (schedule === null) return 0;
  const [counted] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from device d where ${condition.sql} and ${openEarlier}`,
    [...condition.values, schedule],
  );
  return counted?.count ?? 0;
}

function describeLeft(devices: number, schedule: string | null): string {
  const [what, are] = devices === 1 ? ['1 device', 'is'] : [`${devices} devices`, 'are'];
  return `${what} ${are} not asked again: still open from an earlier run of schedule ${schedule}`;
}
