import type { TaskView } from '@netraven/common/api';
import { isoInstant } from '../stage/iso-instant.ts';
import type { Handler } from './handler.ts';
import { noSuchJob } from './job-show.ts';

/** Asks for how long a site may be away, in milliseconds. */
const taskViewColumns = `t.id, t.device_name as device, t.site, t.outcome, t.attempts,
  case
    when t.outcome is not null then t.outcome
    when t.coalesced_into is not null or (t.published_at is null and t.hold_until is not null) then 'waiting'
    when t.captured_at is not null then 'captured'
    when exists (select from site s where s.name = t.site and s.away_since < now() - ? * interval '1 millisecond')
      then 'waiting-for-site'
    when t.started_at is not null then 'running'
    else 'queued'
  end as state,
  t.error_code as code, t.error_message as message, t.error_hint as hint, t.commit,
  nullif(t.coalesced_into, '') as "coalescedInto", t.executor,
  case when t.attempts > 1 then (
    select coalesce(json_agg(l.message order by l.attempt, l.seq), '[]') from job_log l
    where l.job_id = t.job_id and l.task_id = t.id and l.level = 'warn' and l.message like 'attempt _% of _%: %'
  ) else '[]' end as retries,
  ${isoInstant('t.started_at')} as "startedAt", ${isoInstant('t.finished_at')} as "finishedAt",
  coalesce(t.session_ms, round(extract(epoch from t.finished_at - t.started_at) * 1000)::int) as "durationMs"`;

/** Tasks of a job by device name, a page at a time; `outcomes` narrows them. */
export const listTasks: Handler<'job.tasks'> = async (
  { inventory, config },
  { id, after, limit, outcomes },
) => {
  const em = inventory.em.fork();
  const [job] = await em.execute<{ id: string }[]>('select id from job where id = ?', [id]);
  if (!job) throw noSuchJob(id);
  const narrowed =
    outcomes.length === 0 ? 'true' : 't.outcome in (select jsonb_array_elements_text(?::jsonb))';
  const rows = await em.execute<TaskView[]>(
    `select ${taskViewColumns} from task t
     where t.job_id = ? and t.device_name > ? and ${narrowed} order by t.device_name limit ?`,
    [
      config.dispatcher.siteAwayMs,
      id,
      after,
      ...(outcomes.length === 0 ? [] : [JSON.stringify(outcomes)]),
      limit + 1,
    ],
  );
  const tasks = rows.slice(0, limit);
  return { tasks, next: rows.length > limit ? (tasks.at(-1)?.device ?? null) : null };
};
