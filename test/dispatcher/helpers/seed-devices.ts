import { NatsError } from 'nats';
import type { TestSystem } from './start-dispatcher.ts';

/** Adds devices `<prefix>00001`… of site `default` straight to the table, as many as asked for. */
export async function seedDevices({ query }: TestSystem, count: number, prefix = 'dev-'): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `insert into device (name, host, platform, site, tags, path, created_at, updated_at)
     select n.name, '192.0.2.1', 'cisco_ios', 'default', '{all}', 'default/' || n.name || '.cfg', now(), now()
     from (select ? || lpad(g::text, 5, '0') as name from generate_series(1, ?) as g) as n
     returning name`,
    [prefix, count],
  );
  return rows.map((row) => row.name).toSorted();
}

/** Task ids of the messages in `NETRAVEN_TASKS`, by device token. */
export async function queuedTasks(system: TestSystem): Promise<Map<string, string>> {
  const manager = await system.connection.jetstreamManager();
  const { state } = await manager.streams.info('NETRAVEN_TASKS', { subjects_filter: '>' });
  const found = await Promise.all(
    Object.keys(state.subjects ?? {}).map(async (subject) => {
      try {
        const message = await manager.streams.getMessage('NETRAVEN_TASKS', { last_by_subj: subject });
        return [[subject.split('.').at(-1) ?? '', message.json<{ id: string }>().id] as const];
      } catch (error) {
        // Taken off the queue between the two requests.
        if (error instanceof NatsError && error.code === '404') return [];
        throw error;
      }
    }),
  );
  return new Map(found.flat().toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Writes what a recorder writes for a task that came to an end. */
export async function recordOutcome(
  { query }: TestSystem,
  task: string,
  outcome: string,
  startedAt: Date,
): Promise<void> {
  await query(
    `update task set outcome = ?, started_at = ?::timestamptz, finished_at = now(), executor = 'ex-1',
       commit = case when ? = 'changed' then repeat('a', 40) end
     where id = ? and outcome is null`,
    [outcome, startedAt.toISOString(), outcome, task],
  );
}

/** Takes a task message off the queue, as an executor does at the end. */
export async function acknowledge(system: TestSystem, device: string, lane = 'bulk'): Promise<void> {
  const consumer = await system.connection.jetstream().consumers.get('NETRAVEN_TASKS', `default_${lane}`);
  const message = await consumer.next({ expires: 5000 });
  if (message?.subject !== `netraven.tasks.default.${lane}.${device}`) {
    throw new Error(`expected the task of ${device}, got ${message?.subject}`);
  }
  await message.ackAck();
}
