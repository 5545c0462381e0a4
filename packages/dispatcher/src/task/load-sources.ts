import type { EntityManager } from '@mikro-orm/postgresql';
import type { JumpRow, TaskSources, WaitingTask } from './build-task.ts';
import type { StoredCredential } from './match-credentials.ts';

/** Reads what a batch of tasks shares: the credentials with copies for its sites, and its jump hosts. */
export async function loadSources(
  em: EntityManager,
  batch: readonly WaitingTask[],
): Promise<Pick<TaskSources, 'credentials' | 'jumps'>> {
  const devices = batch.flatMap(({ device }) => device ?? []);
  return {
    credentials: await loadCredentials(em, [...new Set(devices.map((device) => device.site))]),
    jumps: await loadJumps(em, [...new Set(devices.flatMap((device) => device.jumps))]),
  };
}

export function loadCredentials(em: EntityManager, sites: readonly string[]): Promise<StoredCredential[]> {
  return em.execute<StoredCredential[]>(
    `select c.name, c.username, c.tags, c.priority, jsonb_object_agg(s.site, s.copy) as sealed
     from credential c, jsonb_each(c.sealed) as s (site, copy)
     where s.site in (select jsonb_array_elements_text(?::jsonb))
     group by c.id`,
    [JSON.stringify(sites)],
  );
}

async function loadJumps(em: EntityManager, names: readonly string[]): Promise<Map<string, JumpRow>> {
  if (names.length === 0) return new Map();
  const rows = await em.execute<JumpRow[]>(
    `select d.id, d.name, d.host, d.port, d.tags,
       (select coalesce(json_agg(k.fingerprint order by k.id), '[]') from host_key k where k.device_id = d.id) as pinned
     from device d where d.name in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(names)],
  );
  return new Map(rows.map((row) => [row.name, row]));
}
