import { ensureHub, ensureSite, inDomain, streamNames } from '@netraven/common/jetstream';
import type { Dispatcher } from '../dispatcher.ts';

/**
 * Creates or repairs the streams of the hub and the task consumers of every site in the inventory; streams of sites
 * only where they are at the hub already.
 */
export async function ensureQueues({ connection, inventory, config }: Dispatcher): Promise<void> {
  const sites = await inventory.em.fork().execute<{ name: string }[]>('select name from site order by name');
  await ensureHub(
    connection,
    sites.map((site) => site.name),
    { ...config.streams, domain: config.nats.domain },
  );
  const manager = await connection.jetstreamManager(inDomain(config.nats.domain));
  const present = new Set<string>();
  for await (const name of manager.streams.names()) present.add(name);
  for (const { name } of sites) {
    if (present.has(streamNames.outbox(name))) await ensureSite(connection, name, config.streams);
  }
}
