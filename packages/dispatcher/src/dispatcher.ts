import type { Logger } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import type { Inventory } from '@netraven/common/inventory';
import type { NatsConnection } from 'nats';
import type { RecentTasks } from './overview/recent-tasks.ts';
import type { Bells } from './stage/bells.ts';

/** What every stage of a dispatcher works with. Each stage finds its work in PostgreSQL; its bell only hastens it. */
export interface Dispatcher {
  readonly config: Config;
  readonly connection: NatsConnection;
  readonly inventory: Inventory;
  readonly log: Logger;
  readonly bells: Bells;
  /** For whoever looks at the system live. */
  readonly recent: RecentTasks;
}
