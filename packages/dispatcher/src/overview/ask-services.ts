import { SECOND } from '@netraven/common';
import { EXECUTOR_SERVICE, GIT_SERVICE, type Overview } from '@netraven/common/api';
import type { NatsConnection } from 'nats';
import { z } from 'zod';
import { askStats, dataOf } from './ask-stats.ts';

/** Executors behind leaf nodes on other continents answer within this. */
const LISTEN_MS = SECOND;

const counter = z.number().default(0);
const executorSchema = z.object({
  site: z.string(),
  running: z.number(),
  slots: z.number(),
  paused: z.string().nullable().default(null),
  sessions: counter,
  changed: counter,
  unchanged: counter,
  failed: counter,
  quarantined: counter,
  retries: counter,
});
const writerSchema = z.object({ status: z.string(), batches: counter, failures: counter });

export type RunningServices = Pick<Overview, 'executors' | 'writers'>;

/** What executors and git-writers say of themselves; whoever does not answer within a second is left out. */
export async function askServices(connection: NatsConnection): Promise<RunningServices> {
  const [executors, writers] = await Promise.all([
    askStats(connection, { name: EXECUTOR_SERVICE, maxWait: LISTEN_MS }),
    askStats(connection, { name: GIT_SERVICE, maxWait: LISTEN_MS }),
  ]);
  return {
    executors: executors
      .flatMap(({ stats }) => {
        const data = executorSchema.safeParse(dataOf(stats));
        const name = stats.metadata?.executor ?? stats.id;
        return data.success ? [{ name, version: stats.version, startedAt: stats.started, ...data.data }] : [];
      })
      .toSorted((a, b) => a.site.localeCompare(b.site) || a.name.localeCompare(b.name)),
    writers: writers.flatMap(({ stats }) => {
      const data = writerSchema.safeParse(dataOf(stats));
      return data.success ? [{ version: stats.version, ...data.data }] : [];
    }),
  };
}
