import { bucketNames } from '@netraven/common/jetstream';
import type { JetStreamClient, KV } from 'nats';
import { BucketAge } from './bucket-age.ts';
import { type LeaseBucket, openLeaseBucket } from './device-lease.ts';
import type { FenceBucket } from './next-fence.ts';

/** The buckets of a site; see docs/executor.md for what each one guards. */
export interface SiteStores {
  /** Management address → who holds the one live session. */
  readonly lease: LeaseBucket;
  /** Device → nothing: its revisions order the captures. */
  readonly fence: FenceBucket;
  /** Device → newest observation that is in the outbox. */
  readonly head: KV;
  /** Task → attempts, and whether it is done. */
  readonly ledger: KV;
  /** Device → its failures in a row; nothing for one that works. */
  readonly circuit: KV;
  /** One record: what the executors hold of the site's limits. */
  readonly admission: KV;
}

/**
 * Binds to the buckets, which `ensureSite` has made.
 * @param options freshStore: whether they were created, empty, with this instance; a lease bucket that was made anew
 *   later than the others is not fresh all the same, since who held a lease in the old one may still trust it
 */
export async function openStores(
  local: JetStreamClient,
  site: string,
  options: { freshStore: boolean },
): Promise<SiteStores> {
  // Not direct: any replica may answer those reads, also one that is behind.
  const bind = (name: string) => local.views.kv(name, { bindOnly: true, allow_direct: false });
  const [lease, fence, head, ledger, circuit, admission] = await Promise.all([
    bind(bucketNames.lease(site)),
    bind(bucketNames.fence(site)),
    bind(bucketNames.head(site)),
    bind(bucketNames.ledger(site)),
    bind(bucketNames.circuit(site)),
    bind(bucketNames.admission(site)),
  ]);
  const freshStore = options.freshStore && (await isOldest(lease, [fence, head, ledger]));
  return {
    lease: openLeaseBucket(lease, { freshStore }),
    fence: { kv: fence, age: new BucketAge(fence) },
    head,
    ledger,
    circuit,
    admission,
  };
}

/** `ensureSite` makes the lease bucket before the others; one that was made anew is younger than they are. */
async function isOldest(lease: KV, others: readonly KV[]): Promise<boolean> {
  const createdMs = async (bucket: KV) => new Date((await bucket.status()).streamInfo.created).getTime();
  return (await createdMs(lease)) <= Math.min(...(await Promise.all(others.map(createdMs))));
}
