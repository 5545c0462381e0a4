import { NetravenError } from '@netraven/common';
import type { JobView } from '@netraven/common/api';
import { isoInstant } from '../stage/iso-instant.ts';
import type { Handler } from './handler.ts';

/** Columns of a job as the API shows it; the counts of a closed job are kept with it. */
export const jobViewColumns = `j.id, j.status, j.lane, j.requested_by as "requestedBy", j.reason,
  ${isoInstant('j.requested_at')} as "requestedAt", ${isoInstant('j.finished_at')} as "finishedAt",
  j.task_count as tasks, j.warnings, j.schedule, ${isoInstant('j.due_at')} as "dueAt",
  coalesce(j.outcomes, (
    select coalesce(jsonb_object_agg(c.outcome, c.count), '{}') from (
      select t.outcome, count(*)::int as count from task t
      where t.job_id = j.id and t.outcome is not null group by t.outcome
    ) as c
  )) as outcomes`;

export const showJob: Handler<'job.show'> = async ({ inventory }, { id }) => {
  const [job] = await inventory.em
    .fork()
    .execute<JobView[]>(`select ${jobViewColumns} from job j where j.id = ?`, [id]);
  if (!job) throw noSuchJob(id);
  return job;
};

export function noSuchJob(id: string): NetravenError {
  return new NetravenError('NETRAVEN_NOT_FOUND', `job ${id} does not exist`, {
    hint: 'See the jobs with "netraven job list".',
  });
}
