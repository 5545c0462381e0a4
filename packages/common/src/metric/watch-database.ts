import type { Inventory } from '../inventory/open-inventory.ts';
import type { Health } from './health.ts';
import { registerGauge } from './metrics.ts';

/**
 * Readiness and metrics of a database pool.
 * @param required whether the process can do nothing without the database
 */
export function watchDatabase(
  inventory: Inventory,
  health: Health,
  { required }: { readonly required: boolean },
): Disposable {
  health.add({
    name: 'database',
    required,
    probe: () => inventory.em.fork().execute('select 1'),
  });
  return registerGauge('netraven_database_connections', async () => {
    const pool = await inventory.em.getConnection().getNativeClient();
    const { totalCount, idleCount, waitingCount } = pool;
    return [
      { labels: { state: 'idle' }, value: idleCount },
      { labels: { state: 'busy' }, value: totalCount - idleCount },
      { labels: { state: 'waiting' }, value: waitingCount },
    ];
  });
}
