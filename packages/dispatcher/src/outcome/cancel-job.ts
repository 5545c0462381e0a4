import type { EntityManager } from '@mikro-orm/postgresql';
import { retryDeadlocks } from '@netraven/common/inventory';
import { count } from '@netraven/common/metric';
import type { Dispatcher } from '../dispatcher.ts';

/**
 * Ends every task of a job that nobody has captured yet as `cancelled`; a captured one is left to the git-writer. The
 * tasks' rows are locked, so that none that another comes to depend on is withdrawn at the same time.
 * @returns the number of tasks ended; null when there is no such job
 */
export async function cancelJob({ inventory, bells, log }: Dispatcher, id: string): Promise<number | null> {
  const cancelled = await retryDeadlocks(() =>
    inventory.em.fork().transactional((em) => cancelTasks(em, id)),
  );
  if (cancelled !== null) log.info({ job: id, tasks: cancelled }, 'job cancelled');
  bells.settle.ring();
  return cancelled;
}

async function cancelTasks(em: EntityManager, id: string): Promise<number | null> {
  const jobs = await em.execute<{ finished: boolean }[]>(
    'select finished_at is not null as finished from job where id = ? for update',
    [id],
  );
  const [job] = jobs;
  if (!job) return null;
  if (job.finished) return 0;
  // Expanded, as far as it will ever be: without this a job cancelled early would be expanded afterwards.
  await em.execute(
    `update job set cancelled_at = coalesce(cancelled_at, now()), expanded_at = coalesce(expanded_at, now())
     where id = ?`,
    [id],
  );
  await em.execute(`select id from task where job_id = ? and outcome is null order by id for update`, [id]);
  const ended = await em.execute<{ site: string }[]>(
    `update task set outcome = 'cancelled', finished_at = now(), hold_until = null
     where job_id = ? and outcome is null and captured_at is null returning site`,
    [id],
  );
  for (const { site } of ended) count('netraven_tasks_total', { site, outcome: 'cancelled', code: '' });
  return ended.length;
}
