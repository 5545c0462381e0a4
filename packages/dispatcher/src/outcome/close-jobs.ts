import { publishEvent } from '@netraven/common/jetstream';
import type { JobStatus } from '@netraven/common/message';
import { count } from '@netraven/common/metric';
import type { Dispatcher } from '../dispatcher.ts';
import { closedStatus, type OutcomeCounts } from './job-status.ts';

interface EndedJob {
  readonly id: string;
  readonly cancelled: boolean;
  readonly tasks: number;
  readonly outcomes: OutcomeCounts;
}

/** Closes the jobs that have no open task, each once whoever else does it at the same time, and announces them. */
export async function closeJobs({ inventory, connection, log }: Dispatcher): Promise<void> {
  const em = inventory.em.fork();
  const ended = await em.execute<EndedJob[]>(
    `select j.id, j.cancelled_at is not null as cancelled, j.task_count as tasks,
       (select coalesce(jsonb_object_agg(c.outcome, c.count), '{}') from (
          select t.outcome, count(*)::int as count from task t where t.job_id = j.id group by t.outcome
        ) as c) as outcomes
     from job j
     where j.finished_at is null and j.expanded_at is not null
       and not exists (select 1 from task t where t.job_id = j.id and t.outcome is null)`,
  );
  for (const job of ended) {
    const status: JobStatus = closedStatus(job.outcomes, job.cancelled);
    const closed = await em.execute<{ id: string }[]>(
      `update job set status = ?, outcomes = ?::jsonb, finished_at = now()
       where id = ? and finished_at is null returning id`,
      [status, JSON.stringify(job.outcomes), job.id],
    );
    if (closed.length === 0) continue;
    count('netraven_jobs_closed_total', { status });
    log.info({ job: job.id, status, outcomes: job.outcomes }, 'job closed');
    publishEvent(connection, 'hub', {
      noun: 'job',
      what: 'done',
      data: { job: job.id, status, tasks: job.tasks, ...job.outcomes },
    });
  }
}
