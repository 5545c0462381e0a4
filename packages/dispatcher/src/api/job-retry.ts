import { randomBytes } from 'node:crypto';
import { NetravenError, SECOND } from '@netraven/common';
import { inDomain, publishDurable, streamNames } from '@netraven/common/jetstream';
import { type JobRequest, jobRequestSchema, type Lane, subjects } from '@netraven/common/message';
import type { Handler } from './handler.ts';
import { noSuchJob } from './job-show.ts';

const LIMIT_MS = 20 * SECOND;

/** Requests a job over the devices of another that failed, were quarantined or cancelled, and are still there. */
export const retryJob: Handler<'job.retry'> = async (
  { config, inventory, connection },
  { id, newId, requestedBy },
) => {
  const em = inventory.em.fork();
  const [job] = await em.execute<{ lane: Lane }[]>('select lane from job where id = ?', [id]);
  if (!job) throw noSuchJob(id);
  const devices = await em.execute<{ name: string }[]>(
    `select d.name from task t join device d on d.id = t.device_id
     where t.job_id = ? and t.outcome in ('failed', 'quarantined', 'cancelled') order by d.name`,
    [id],
  );
  if (devices.length === 0) {
    throw new NetravenError('NETRAVEN_SELECTION_EMPTY', `job ${id} has no device to retry`, {
      hint: 'Every device of the job is backed up, still open, or no longer in the inventory.',
    });
  }
  const retry = newId ?? `retry-${randomBytes(8).toString('hex')}`;
  const request: JobRequest = jobRequestSchema.parse({
    v: 1,
    id: retry,
    lane: job.lane,
    requestedBy,
    reason: `retry of job ${id}`,
    devices: devices.map((device) => device.name),
  });
  await publishDurable(
    connection.jetstream(inDomain(config.nats.domain)),
    {
      subject: subjects.jobRequest,
      data: Buffer.from(JSON.stringify(request)),
      messageId: retry,
      stream: streamNames.jobs,
    },
    AbortSignal.timeout(LIMIT_MS),
  );
  return { job: retry, devices: devices.length };
};
