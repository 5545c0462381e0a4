import type { EntityManager } from '@mikro-orm/postgresql';
import type { Config } from '@netraven/common/config';
import { effectiveLimits, type WaitingTask } from './build-task.ts';

/** A session that was told to stop may have been beginning: it lasts as long as one can, with room for its log-out. */
const SESSIONS = 2;
const HOLD = "interval '5 seconds'";

/**
 * Gives back the tasks that may go out. Those of a device that moved are held, visibly, as long as a task may still
 * run at its old site: one that is open there, or one that ended without the word of an executor a short while ago.
 */
export async function holdMovedTasks(
  em: EntityManager,
  claimed: readonly WaitingTask[],
  config: Pick<Config, 'limits'>,
): Promise<WaitingTask[]> {
  const moved = claimed.flatMap(({ id, device }) =>
    device?.movedFrom
      ? { id, device: device.id, ms: SESSIONS * effectiveLimits(config, device).sessionMs }
      : [],
  );
  if (moved.length === 0) return [...claimed];
  const held = await em.execute<{ id: string }[]>(
    `with moved as (
       select w.id, d.id as device_id, d.site, d.moved_from, now() - w.ms * interval '1 millisecond' as since
       from jsonb_to_recordset(?::jsonb) as w (id text, device int, ms bigint) join device d on d.id = w.device
     ), held as (
       update task set hold_until = now() + ${HOLD}
       from moved
       where task.id = moved.id and exists (
         select 1 from task old
         where old.device_id = moved.device_id and old.site <> moved.site and old.published_at is not null
           and (old.outcome is null
             or (old.outcome = 'cancelled' and old.withdrawn_at is null)
             or (old.finished_at > moved.since
               and (old.outcome = 'cancelled' or old.error_code in
                 ('NETRAVEN_TASK_DEADLINE_PASSED', 'NETRAVEN_TASK_WITHDRAWN'))))
       )
       returning task.id, task.job_id, task.device_name, moved.moved_from
     ), logged as (
       insert into job_log (job_id, task_id, device_name, attempt, seq, at, level, message)
       select job_id, id, device_name, -1, 1, now(), 'warn',
         'waiting: the device moved from site ' || moved_from || ', where a task may still run'
       from held on conflict do nothing
     ), settled as (
       update device set moved_from = null
       where id in (select device_id from moved where moved.id not in (select id from held))
     )
     select id from held`,
    [JSON.stringify(moved)],
  );
  const heldIds = new Set(held.map((row) => row.id));
  return claimed.filter(({ id }) => !heldIds.has(id));
}
