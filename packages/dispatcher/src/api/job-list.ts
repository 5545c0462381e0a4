import type { JobView } from '@netraven/common/api';
import type { Handler } from './handler.ts';
import { jobViewColumns } from './job-show.ts';
import { noSuchDevice } from './no-such-device.ts';

/** A list shows that there are warnings; `job.show` has them all. */
const SHOWN_WARNINGS = 5;

/** Newest jobs first; of a device, those it was part of; of a schedule, its own. */
export const listJobs: Handler<'job.list'> = async ({ inventory }, { limit, device, schedule }) => {
  const em = inventory.em.fork();
  if (device === undefined) {
    const jobs = await em.execute<JobView[]>(
      `select ${jobViewColumns} from job j where ${schedule === undefined ? 'true' : 'j.schedule = ?'}
       order by j.requested_at desc, j.id limit ?`,
      schedule === undefined ? [limit] : [schedule, limit],
    );
    return { jobs: jobs.map(shorten) };
  }
  const [found] = await em.execute<{ id: number }[]>('select id from device where name = ?', [device]);
  if (!found) throw await noSuchDevice(em, device);
  const jobs = await em.execute<JobView[]>(
    `select ${jobViewColumns} from (
       select t.job_id from task t where t.device_id = ? and (
         ?::text is null or exists (select 1 from job s where s.id = t.job_id and s.schedule = ?)
       ) order by t.requested_at desc limit ?
     ) as t join job j on j.id = t.job_id order by j.requested_at desc, j.id`,
    [found.id, schedule ?? null, schedule ?? null, limit],
  );
  return { jobs: jobs.map(shorten) };
};

function shorten(job: JobView): JobView {
  return { ...job, warnings: job.warnings.slice(0, SHOWN_WARNINGS) };
}
