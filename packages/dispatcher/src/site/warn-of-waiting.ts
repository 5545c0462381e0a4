import { publishEvent } from '@netraven/common/jetstream';
import type { Dispatcher } from '../dispatcher.ts';
import { isoInstant } from '../stage/iso-instant.ts';

interface WaitingJob {
  readonly job: string;
  readonly site: string;
  readonly tasks: number;
  readonly since: string;
}

/**
 * Warns, once for each job and site, of tasks that have waited for a site that is away for longer than
 * `dispatcher.siteWarnMs`: in the job, by an event, and in the log.
 */
export async function warnOfWaiting({ inventory, config, connection, log }: Dispatcher): Promise<void> {
  const em = inventory.em.fork();
  const waiting = await em.execute<WaitingJob[]>(
    `select j.id as job, s.name as site, count(*)::int as tasks, ${isoInstant('max(s.away_since)')} as since
     from site s
     join task t on t.site = s.name and t.outcome is null and t.published_at is not null
     join job j on j.id = t.job_id and j.finished_at is null
     where s.away_since is not null
       and greatest(s.away_since, j.expanded_at) < now() - ? * interval '1 millisecond'
     group by j.id, s.name order by j.id, s.name`,
    [config.dispatcher.siteWarnMs],
  );
  for (const found of waiting) {
    const { job, site, tasks, since } = found;
    const beginning = `site ${site}: no executor has answered since `;
    const devices = tasks === 1 ? '1 device waits' : `${tasks} devices wait`;
    const warned = await em.execute<object[]>(
      `update job set warnings = warnings || to_jsonb(?::text)
       where id = ? and finished_at is null
         and not exists (select from jsonb_array_elements_text(warnings) as w where starts_with(w, ?))
       returning id`,
      [`${beginning}${since}: ${devices} for it`, job, beginning],
    );
    if (warned.length === 0) continue;
    log.warn(found, 'devices wait for a site of which no executor answers');
    publishEvent(connection, 'hub', { noun: 'job', what: 'waiting', data: { job, site, tasks, since } });
  }
}
