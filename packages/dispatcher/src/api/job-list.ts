import type { JobView } from '@netraven/common/api';
import type { Handler } from './handler.ts';
import { jobViewColumns } from './job-show.ts';
import { noSuchDevice } from './no-such-device.ts';

/** A list shows that there are warnings; `job.show` has them all. */
const SHOWN_WARNINGS = 5;

/** Newest jobs first; of a device, those it was part of. */
export const listJobs: Handler<'job.list'> = async ({ inventory }, { limit, device }) => {
  const em = inventory.em.fork();
  if (device === undefined) {
    const jobs = await em.execute<JobView[]>(
      `select ${jobViewColumns} from job j order by j.requested_at desc, j.id limit ?`,
      [limit],
    );
    return { jobs: jobs.map(shorten) };
  }
  const [found] = await em.execute<{ id: number }[]>('select id from device where name = ?', [device]);
  if (!found) throw await noSuchDevice(em, device);
  const jobs = await em.execute<JobView[]>(
    `select ${jobViewColumns} from (
       select job_id from task where device_id = ? order by requested_at desc limit ?
     ) as t join job j on j.id = t.job_id order by j.requested_at desc, j.id`,
    [found.id, limit],
  );
  return { jobs: jobs.map(shorten) };
};

function shorten(job: JobView): JobView {
  return { ...job, warnings: job.warnings.slice(0, SHOWN_WARNINGS) };
}
