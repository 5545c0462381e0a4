import type { Logger } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import type { JetStreamClient, NatsConnection } from 'nats';
import type { Admission } from './admission/admission.ts';
import type { ExecutorKeys } from './open-keys.ts';
import type { CredentialCache } from './task/open-credentials.ts';
import type { SiteStores } from './task/open-stores.ts';
import type { PullGate } from './task/pull-gate.ts';
import type { RunningTasks } from './task/running-tasks.ts';
import type { TaskSlots } from './task/task-slots.ts';
import type { ThreadPool } from './thread/thread-pool.ts';

/** What every task of this process shares. */
export interface Executor {
  /** Unique among executors: host, process and a random part; shown in leases, results and logs. */
  readonly name: string;
  readonly site: string;
  readonly config: Config;
  readonly keys: ExecutorKeys;
  readonly credentials: CredentialCache;
  readonly connection: NatsConnection;
  /** JetStream of the site's server. */
  readonly local: JetStreamClient;
  readonly stores: SiteStores;
  readonly threads: ThreadPool;
  /** Whether tasks are pulled now, and why not. */
  readonly gate: PullGate;
  /** Those that wait for their turn within the limits of the site. */
  readonly waiting: RunningTasks;
  /** Null where the site has no limits. */
  readonly admission: Admission | null;
  readonly slots: TaskSlots;
  readonly running: RunningTasks;
  readonly counters: ExecutorCounters;
  readonly log: Logger;
}

/** Since the start of the process; answered by `$SRV.STATS`. */
export interface ExecutorCounters {
  sessions: number;
  changed: number;
  unchanged: number;
  failed: number;
  quarantined: number;
  retries: number;
  busyDevices: number;
  lostLeases: number;
}
