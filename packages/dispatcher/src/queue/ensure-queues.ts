import { ensureHub } from '@netraven/common/jetstream';
import type { Dispatcher } from '../dispatcher.ts';

/** Creates or repairs the streams of the hub and the task consumers of every site in the inventory. */
export async function ensureQueues({ connection, inventory, config }: Dispatcher): Promise<void> {
  const sites = await inventory.em.fork().execute<{ name: string }[]>('select name from site order by name');
  await ensureHub(
    connection,
    sites.map((site) => site.name),
    { ...config.streams, domain: config.nats.domain },
  );
}
