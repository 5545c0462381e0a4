import { errorTable, HOUR, MINUTE, SECOND } from '@netraven/common';
import { inDomain, streamNames } from '@netraven/common/jetstream';
import { type Lane, subjects } from '@netraven/common/message';
import type { JetStreamManager } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { failTasks } from '../task/fail-tasks.ts';
import { endAbandoned } from './end-abandoned.ts';

/** How long a task may be without message and without result, by the times it was published anew. */
const GRACES_MS = [2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];
/**
 * How long a capture may be on its way to the git-writer before its task is asked for again; also since it was last
 * asked for, as the instant of the capture is by the executor's clock.
 */
const CAPTURED_GRACE_MS = HOUR;
const EVERY_MS = 30 * SECOND;
/** The search may take this share of the time at most. */
const REST_FACTOR = 50;

interface OpenTask {
  readonly id: string;
  readonly site: string;
  readonly lane: Lane;
  readonly deviceName: string;
  readonly republished: number;
  /** It was published before the queue that is there now was made: no message of it can come again. */
  readonly isOlderThanQueue: boolean;
  /** Its snapshot should be on its way: that it never comes is decided elsewhere. */
  readonly isCaptured: boolean;
}

/** Watches for tasks that nobody will answer for. */
export interface LostTasks {
  /** True when tasks were given back to be published. */
  republish(now?: number): Promise<boolean>;
}

/**
 * Finds tasks whose message is gone although no result came. An executor acknowledges only after its result is
 * durable, so this means that a store was lost or emptied by hand; or that the result is still under way, which is why
 * nothing happens before a grace period has passed. Then the task is published anew, each time after a longer while,
 * and finally ends as failed, so that no job stays open for ever. Where the whole queue was made anew there is nothing
 * to wait for: a session that still runs is known to the ledger and the lease.
 *
 * A captured task is asked for again too: its executor may have died between the result and the snapshot, counting on
 * the message to come back. Where the snapshot is safe, the ledger answers.
 */
export function openLostTasks(
  dispatcher: Dispatcher,
  graces: readonly number[] = GRACES_MS,
  capturedGraceMs: number = CAPTURED_GRACE_MS,
): LostTasks {
  /** Task id → since when its message is seen missing. */
  let missingSince = new Map<string, number>();
  let nextAt = 0;
  return {
    async republish(now = performance.now()) {
      if (now < nextAt) return false;
      const startedAt = performance.now();
      await endAbandoned(dispatcher);
      const missing = await findMissing(dispatcher, { minimumAgeMs: graces[0] ?? 0, capturedGraceMs });
      nextAt =
        now +
        Math.max(Math.min(EVERY_MS, graces[0] ?? EVERY_MS), REST_FACTOR * (performance.now() - startedAt));
      missingSince = new Map(missing.map(({ id }) => [id, missingSince.get(id) ?? now]));
      const due = missing.filter((task) => {
        const grace = graces[task.republished] ?? graces.at(-1) ?? 0;
        return task.isOlderThanQueue || now - (missingSince.get(task.id) ?? now) >= grace;
      });
      if (due.length === 0) return false;
      const hasChance = (task: OpenTask) => task.isOlderThanQueue || task.republished < graces.length - 1;
      const again = due.filter(hasChance);
      await giveBack(dispatcher, again);
      await giveUp(
        dispatcher,
        due.filter((task) => !hasChance(task) && !task.isCaptured),
      );
      for (const { id } of due) missingSince.delete(id);
      return again.length > 0;
    },
  };
}

/** Open tasks, published a while ago, whose subject holds no message. */
async function findMissing(
  { config, inventory, connection }: Dispatcher,
  { minimumAgeMs, capturedGraceMs }: { readonly minimumAgeMs: number; readonly capturedGraceMs: number },
): Promise<OpenTask[]> {
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  const { created } = await manager.streams.info(streamNames.tasks);
  const open = await inventory.em.fork().execute<OpenTask[]>(
    `select id, site, lane, device_name as "deviceName", republished, captured_at is not null as "isCaptured",
       published_at < ? as "isOlderThanQueue"
     from task
     where outcome is null and (published_at < ?
       or (captured_at is null and published_at < now() - ? * interval '1 millisecond')
       or (captured_at < now() - ? * interval '1 millisecond'
         and published_at < now() - ? * interval '1 millisecond'))`,
    [created, created, minimumAgeMs, capturedGraceMs, capturedGraceMs],
  );
  if (open.length === 0) return [];
  const occupied = new Set<string>();
  for (const site of new Set(open.map((task) => task.site))) {
    for (const subject of await subjectsOf(manager, site)) occupied.add(subject);
  }
  return open.filter(({ site, lane, deviceName }) => !occupied.has(subjects.task(site, lane, deviceName)));
}

async function subjectsOf(manager: JetStreamManager, site: string): Promise<string[]> {
  const filter = subjects.tasksOfLane(site, 'bulk').replace('.bulk.', '.*.');
  const { state } = await manager.streams.info(streamNames.tasks, { subjects_filter: filter });
  return Object.keys(state.subjects ?? {});
}

async function giveBack({ inventory, log }: Dispatcher, tasks: readonly OpenTask[]): Promise<void> {
  if (tasks.length === 0) return;
  log.warn(
    { tasks: tasks.slice(0, 20).map(({ id }) => id), count: tasks.length },
    'lost tasks are published anew',
  );
  await inventory.em.fork().execute(
    `with again as (
       update task set published_at = null, republished = task.republished + 1,
         started_at = case when captured_at is null then null else started_at end
       from jsonb_to_recordset(?::jsonb) as r (id text, republished int)
       where task.id = r.id and task.republished = r.republished and task.outcome is null
       returning task.id, task.job_id, task.device_name, task.republished
     )
     insert into job_log (job_id, task_id, device_name, attempt, seq, at, level, message)
     select job_id, id, device_name, -1, 100 + republished, now(), 'warn',
       'the message was gone and no result came: published anew'
     from again on conflict do nothing`,
    [JSON.stringify(tasks.map(({ id, republished }) => ({ id, republished })))],
  );
}

async function giveUp({ inventory, log, bells }: Dispatcher, tasks: readonly OpenTask[]): Promise<void> {
  if (tasks.length === 0) return;
  log.error(
    { tasks: tasks.slice(0, 20).map(({ id }) => id), count: tasks.length },
    'lost tasks are given up',
  );
  await failTasks(
    inventory.em.fork(),
    tasks.map(({ id, deviceName }) => ({
      task: id,
      error: {
        code: 'NETRAVEN_TASK_WITHDRAWN',
        message: `${deviceName}: the task message was gone each time and no result came`,
        ...errorTable.NETRAVEN_TASK_WITHDRAWN,
      },
    })),
  );
  bells.settle.ring();
}
