import type { EntityManager } from '@mikro-orm/postgresql';
import type { Task } from '@netraven/common/message';

/** Notes that the broker holds these tasks, and at which site: the device may have moved since the job was expanded. */
export async function markPublished(em: EntityManager, tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) return;
  await em.execute(
    `update task set published_at = now(), site = r.site, coalesced_into = null, hold_until = null
     from jsonb_to_recordset(?::jsonb) as r (id text, site text)
     where task.id = r.id and task.published_at is null`,
    [JSON.stringify(tasks.map(({ id, site }) => ({ id, site })))],
  );
}
