import { version } from '@netraven/common';
import type { Overview } from '@netraven/common/api';
import { hubStreams, inDomain } from '@netraven/common/jetstream';
import { type JetStreamManager, NatsError } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { askServices } from './ask-services.ts';
import { readQueues } from './read-queues.ts';

/** Sites with their devices, without their executors. */
export type SiteRow = Omit<Overview['sites'][number], 'executors'>;

/** Reads the whole inventory once: callers remember the answer. */
export async function readSites({ inventory }: Pick<Dispatcher, 'inventory'>): Promise<SiteRow[]> {
  return inventory.em.fork().execute<SiteRow[]>(
    `select s.name, count(d.id)::int as devices,
       count(d.id) filter (where d.last_outcome in ('failed', 'quarantined'))::int as failing
     from site s left join device d on d.site = s.name group by s.name order by s.name`,
  );
}

/** Looks at everything at once: NATS for what runs and waits, PostgreSQL for what is open. */
export async function gatherOverview(
  dispatcher: Dispatcher,
  loadSites: () => Promise<readonly SiteRow[]>,
): Promise<Overview> {
  const { connection, config, inventory, recent } = dispatcher;
  const manager = await connection.jetstreamManager({ checkAPI: false, ...inDomain(config.nats.domain) });
  const em = inventory.em.fork();
  const [services, queues, streams, sites, [open]] = await Promise.all([
    askServices(connection),
    readQueues(manager),
    readStreams(manager, config.streams),
    loadSites(),
    em.execute<{ jobs: number; tasks: number }[]>(
      `select (select count(*)::int from job where finished_at is null) as jobs,
         (select count(*)::int from task where outcome is null) as tasks`,
    ),
  ]);
  const now = new Date();
  return {
    at: now.toISOString(),
    version,
    openJobs: open?.jobs ?? 0,
    openTasks: open?.tasks ?? 0,
    sites: sites.map((site) => ({
      ...site,
      executors: services.executors.filter((executor) => executor.site === site.name).length,
    })),
    queues: queues.map(({ site, lane, pending, inFlight }) => ({ site, lane, pending, inFlight })),
    ...services,
    streams,
    recent: recent.view(now.getTime()),
  };
}

/** A stream that is gone is made anew by another stage; until then it is not shown. */
async function readStreams(
  manager: JetStreamManager,
  sizes: Parameters<typeof hubStreams>[0],
): Promise<Overview['streams']> {
  const found = await Promise.all(
    hubStreams(sizes).map(async ({ name }) => {
      try {
        const { state, config } = await manager.streams.info(name);
        return [
          { name, messages: state.messages, bytes: state.bytes, maxBytes: Math.max(0, config.max_bytes) },
        ];
      } catch (error) {
        if (error instanceof NatsError && error.api_error?.code === 404) return [];
        throw error;
      }
    }),
  );
  return found.flat();
}
