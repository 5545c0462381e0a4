import { randomBytes } from 'node:crypto';
import { SECOND } from '@netraven/common';
import { publishEvent } from '@netraven/common/jetstream';
import { insertJob } from '../job/insert-job.ts';
import { databaseNow } from '../schedule/schedule-row.ts';
import type { Handler } from './handler.ts';
import { findSchedule } from './schedule-show.ts';

/** Makes a job of a schedule at once, whatever its windows and whether it is enabled; its due times stay as they are. */
export const runSchedule: Handler<'schedule.run'> = async (
  { inventory, connection, bells, log },
  { name, id, requestedBy },
) => {
  const em = inventory.em.fork();
  const { lane, selection, reason, deadlineSeconds } = await findSchedule(em, name);
  const now = await databaseNow(em);
  const job = id ?? `schedule-${name}-run-${randomBytes(8).toString('hex')}`;
  const isNew = await insertJob(inventory, {
    id: job,
    lane,
    selection,
    requestedBy,
    reason: reason || `schedule ${name}, run by hand`,
    requestedAt: now,
    deadlineAt: deadlineSeconds === null ? null : new Date(now.getTime() + deadlineSeconds * SECOND),
    traceparent: null,
    schedule: name,
    dueAt: null,
  });
  if (isNew) {
    log.info({ job, schedule: name }, 'schedule run by hand');
    publishEvent(connection, 'hub', { noun: 'job', what: 'accepted', data: { job } });
    bells.expand.ring();
  }
  return { job };
};
