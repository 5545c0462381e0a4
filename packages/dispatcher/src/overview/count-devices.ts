import type { Inventory } from '@netraven/common/inventory';

export interface DeviceCounts {
  readonly bySite: readonly DeviceCount[];
  /** Captures in quarantine that wait for a decision. */
  readonly quarantined: number;
}

export interface DeviceCount {
  readonly site: string;
  /** Last outcome; empty before the first. */
  readonly outcome: string;
  readonly devices: number;
}

/** Reads the whole inventory once: callers remember the answer. */
export async function countDevices(inventory: Inventory): Promise<DeviceCounts> {
  const em = inventory.em.fork();
  const bySite = await em.execute<DeviceCount[]>(
    `select site, coalesce(last_outcome, '') as outcome, count(*)::int as devices
     from device group by 1, 2 order by 1, 2`,
  );
  const [waiting] = await em.execute<{ count: number }[]>(
    `select count(*)::int as count from quarantine where state = 'open'`,
  );
  return { bySite, quarantined: waiting?.count ?? 0 };
}
