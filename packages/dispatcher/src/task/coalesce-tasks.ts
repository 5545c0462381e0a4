import type { EntityManager } from '@mikro-orm/postgresql';
import { inDomain } from '@netraven/common/jetstream';
import type { Task } from '@netraven/common/message';
import type { JetStreamManager } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { markPublished } from './mark-published.ts';
import { readStoredTask } from './stored-task.ts';

/** A task and the one whose message occupies its subject. */
interface Collision {
  readonly task: string;
  /** Null when the stored message cannot be read as a task. */
  readonly winner: string | null;
}

/**
 * Settles tasks whose device has a task queued or running in their lane. One whose own message is stored is published;
 * another waits for the winner's result. A message that was gone meanwhile leaves the task waiting to be published.
 */
export async function coalesceTasks(dispatcher: Dispatcher, tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) return;
  const { config, inventory, connection, log } = dispatcher;
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  const { own, collisions } = await readCollisions(manager, tasks);
  await inventory.em.fork().transactional(async (em) => {
    await markPublished(em, own);
    await dependOnWinners(em, collisions);
  });
  log.debug({ published: own.length, coalesced: collisions.length }, 'tasks coalesced');
}

async function readCollisions(
  manager: JetStreamManager,
  tasks: readonly Task[],
): Promise<{ own: Task[]; collisions: Collision[] }> {
  const own: Task[] = [];
  const collisions: Collision[] = [];
  await Promise.all(
    tasks.map(async (task) => {
      const stored = await readStoredTask(manager, { ...task, deviceName: task.device.name });
      if (stored?.task === task.id) own.push(task);
      else if (stored) collisions.push({ task: task.id, winner: stored.task });
    }),
  );
  return { own, collisions };
}

/**
 * Locks the winners' rows, as cancelling does, so that a winner is not withdrawn while a task comes to depend on it.
 * One whose winner has already ended, or is unknown, tries again later: soon if the end is fresh, since the message
 * is about to go, else more rarely.
 */
async function dependOnWinners(em: EntityManager, collisions: readonly Collision[]): Promise<void> {
  if (collisions.length === 0) return;
  const pairs = JSON.stringify(collisions);
  await em.execute(
    `select w.id from task w
     where w.id in (select r.winner from jsonb_to_recordset(?::jsonb) as r (winner text))
     order by w.id for update`,
    [pairs],
  );
  await em.execute(
    `update task set coalesced_into = coalesce(r.winner, ''),
       hold_until = case when w.id is null or w.outcome is not null then
         now() + least(interval '30 seconds', greatest(interval '1 second', now() - w.finished_at)) end
     from jsonb_to_recordset(?::jsonb) as r (task text, winner text)
     left join task w on w.id = r.winner
     where task.id = r.task and task.outcome is null and task.published_at is null`,
    [pairs],
  );
}
