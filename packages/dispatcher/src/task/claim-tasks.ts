import type { EntityManager } from '@mikro-orm/postgresql';
import { isoInstant } from '../stage/iso-instant.ts';
import type { DeviceRow, WaitingTask } from './build-task.ts';

/** A `DeviceRow`, of `device d left join config_head h`. */
export const deviceRowJson = `json_build_object(
         'id', d.id, 'name', d.name, 'host', d.host, 'port', d.port, 'platform', d.platform, 'site', d.site,
         'tags', d.tags, 'path', d.path, 'algorithms', d.algorithms, 'hostKeyPolicy', d.host_key_policy,
         'limits', d.limits, 'jumps', d.jumps, 'epoch', d.epoch, 'movedFrom', d.moved_from,
         'serial', d.facts->>'serial', 'hostname', d.facts->>'hostname',
         'pinned', (select coalesce(json_agg(k.fingerprint order by k.id), '[]') from host_key k where k.device_id = d.id),
         'known', json_build_object('fence', d.settled_fence, 'hash', h.hash, 'bytes', h.bytes, 'sealedTo', h.sealed_to)
       )`;

/**
 * Takes the next tasks that wait to be published, urgent ones first, and keeps other dispatchers from them until the
 * transaction ends, which a crash ends too.
 */
export async function claimTasks(em: EntityManager, limit: number): Promise<WaitingTask[]> {
  const rows = await em.execute<ClaimedRow[]>(
    `select t.id, t.job_id as job, t.lane, t.republished, t.device_name,
       ${isoInstant('t.requested_at')} as requested_at, ${isoInstant('j.deadline_at')} as deadline_at,
       j.traceparent, j.task_count as "jobTasks",
       coalesce(t.lane = 'urgent' and j.task_count = 1 and jsonb_array_length(j.selection -> 'devices') = 1, false)
         as "isProbe",
       case when d.id is not null then ${deviceRowJson} end as device
     from task t
     join job j on j.id = t.job_id
     left join device d on d.id = t.device_id
     left join config_head h on h.device_name = d.name
     where t.outcome is null and t.published_at is null and t.coalesced_into is null
       and (t.hold_until is null or t.hold_until <= now())
     order by t.lane desc, t.requested_at, t.id
     limit ? for update of t skip locked`,
    [limit],
  );
  return rows.map(({ requested_at, deadline_at, device_name, ...row }) => ({
    ...row,
    requestedAt: requested_at,
    deadlineAt: deadline_at,
    deviceName: device_name,
  }));
}

interface ClaimedRow
  extends Pick<WaitingTask, 'id' | 'job' | 'lane' | 'republished' | 'traceparent' | 'isProbe' | 'jobTasks'> {
  readonly device_name: string;
  readonly requested_at: string;
  readonly deadline_at: string | null;
  readonly device: DeviceRow | null;
}
