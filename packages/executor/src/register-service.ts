import { version } from '@netraven/common';
import { EXECUTOR_SERVICE } from '@netraven/common/api';
import { subjects } from '@netraven/common/message';
import type { Service } from 'nats';
import type { Executor } from './executor.ts';
import { serveSite } from './serve-site.ts';

/** Makes the executor visible to `nats micro ls`, `info` and `stats`. */
export async function registerService(executor: Executor): Promise<Service> {
  const { connection, name, site, config, counters, running, gate } = executor;
  const service = await connection.services.add({
    name: EXECUTOR_SERVICE,
    version,
    description: `Sessions with the devices of ${site}`,
    metadata: { site, executor: name },
    statsHandler: () =>
      Promise.resolve({
        now: new Date().toISOString(),
        site,
        running: running.count,
        slots: config.executor.sessions,
        paused: gate.reason,
        ...counters,
      }),
  });
  service.addEndpoint('status', {
    subject: subjects.siteRequest(site, 'status'),
    queue: name,
    metadata: { description: 'What this executor is doing' },
    handler: (error, request) => {
      if (error) return;
      request.respond(
        JSON.stringify({ executor: name, site, running: running.count, paused: gate.reason, ...counters }),
      );
    },
  });
  await serveSite(executor, service);
  // The subscriptions are on their way; whoever is told that this serves must find them there.
  await connection.flush();
  return service;
}
