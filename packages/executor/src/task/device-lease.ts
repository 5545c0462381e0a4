import { NetravenError, waitAtMost } from '@netraven/common';
import { isWrongRevision, LEASE_TTL_MS } from '@netraven/common/jetstream';
import { type Task, toSubjectToken } from '@netraven/common/message';
import type { KV } from 'nats';
import { BucketAge } from './bucket-age.ts';

/** Renewed four times in its life. */
const RENEW_SHARE = 0.25;

/** Without a confirmed renewal for this share of its life the session ends: the rest is the safety margin. */
const TRUSTED_SHARE = 0.75;
const GUARD_EVERY_MS = 250;

/** The right to the one live session of a device; see `takeLease`. */
export interface DeviceLease {
  /** Fires, with NETRAVEN_TASK_LEASE_LOST as its reason, once the lease can no longer be trusted. */
  readonly lost: AbortSignal;
  /**
   * Whether the lease is still ours beyond doubt, by the clock and not only by a timer: a process that was
   * suspended asks this before its first byte and gets no.
   */
  readonly isHeld: () => boolean;
  /** Gives the device free at once; a lost lease is left to whoever has it now. */
  readonly release: () => Promise<void>;
}

/** Two inventory entries with the same address (by the same jump hosts) are one device. */
export function leaseKey({ device, jumps }: Pick<Task, 'device' | 'jumps'>): string {
  const via = jumps.map((jump) => `@${jump.host}:${jump.port}`).join('');
  return toSubjectToken(`${device.host}:${device.port}${via}`.toLowerCase());
}

/** The bucket of a site's leases, and what is known of its age. */
export interface LeaseBucket {
  readonly kv: KV;
  readonly age: BucketAge;
  /** Life of a lease in the bucket, in milliseconds. */
  readonly ttlMs: number;
  /**
   * Creation time of the bucket that is known to be older than any lease somebody may still trust; null before the
   * first lease.
   */
  matureSince: number | null;
  /** The store was created empty by whoever started this executor, so nobody can hold a lease from before. */
  isFresh: boolean;
}

export function openLeaseBucket(kv: KV, options: { freshStore: boolean; ttlMs?: number }): LeaseBucket {
  const { freshStore, ttlMs = LEASE_TTL_MS } = options;
  return { kv, age: new BucketAge(kv), ttlMs, matureSince: null, isFresh: freshStore };
}

/**
 * Takes the lease of a device and keeps it renewed.
 * @param owner shown to operators who read the bucket
 * @returns null while somebody else holds it, and while the bucket is younger than the lease's life: a lease that
 *   vanished with its store may still be trusted by its holder
 */
export async function takeLease(
  bucket: LeaseBucket,
  key: string,
  owner: string,
): Promise<DeviceLease | null> {
  const askedAt = readClock();
  const revision = await createOrNull(bucket.kv, key, owner);
  if (revision === null) return null;
  if (!(await isMature(bucket, key, revision))) {
    await bucket.kv.delete(key, { previousSeq: revision }).catch(() => undefined);
    return null;
  }
  return keepLease(bucket, key, { owner, revision, askedAt });
}

/** Any refusal means busy: a held lease, or a race for a free one. */
async function createOrNull(bucket: KV, key: string, owner: string): Promise<number | null> {
  try {
    return await bucket.create(key, owner);
  } catch (error) {
    if (isWrongRevision(error)) return null;
    throw error;
  }
}

/** Compares two instants of the server's clock: when the bucket was made, and when our lease was stored. */
async function isMature(bucket: LeaseBucket, key: string, revision: number): Promise<boolean> {
  const isSame = bucket.age.confirms(revision);
  const createdMs = await bucket.age.createdMs();
  if (bucket.isFresh) {
    bucket.matureSince = createdMs;
    bucket.isFresh = false;
  }
  if (isSame && bucket.matureSince === createdMs) return true;
  const entry = await bucket.kv.get(key);
  if (entry === null || entry.created.getTime() - createdMs <= bucket.ttlMs) return false;
  bucket.matureSince = createdMs;
  return true;
}

/** Milliseconds by both clocks: the monotonic one stands still while a machine sleeps, the other may be set. */
function readClock(): { monotonic: number; wall: number } {
  return { monotonic: performance.now(), wall: Date.now() };
}

interface TakenLease {
  readonly owner: string;
  readonly revision: number;
  readonly askedAt: ReturnType<typeof readClock>;
}

function keepLease(
  { kv, ttlMs }: LeaseBucket,
  key: string,
  { owner, revision: first, askedAt }: TakenLease,
): DeviceLease {
  const lost = new AbortController();
  let revision = first;
  let released = false;
  /** When the last confirmed renewal was asked for: the server counted its life from no earlier. */
  let confirmedAt = askedAt;
  let renewing: Promise<void> = Promise.resolve();

  const isHeld = () => {
    const now = readClock();
    const age = Math.max(now.monotonic - confirmedAt.monotonic, now.wall - confirmedAt.wall);
    return !released && !lost.signal.aborted && age < ttlMs * TRUSTED_SHARE;
  };
  const lose = () =>
    lost.abort(new NetravenError('NETRAVEN_TASK_LEASE_LOST', 'the lease of the device is no longer held'));
  const renew = async () => {
    const asked = readClock();
    try {
      revision = await kv.put(key, owner, { previousSeq: revision });
      confirmedAt = asked;
    } catch (error) {
      if (isWrongRevision(error)) lose();
    }
  };
  const renewTimer = setInterval(() => {
    renewing = renewing.then(renew);
  }, ttlMs * RENEW_SHARE);
  const guardTimer = setInterval(() => {
    if (!isHeld()) lose();
  }, GUARD_EVERY_MS);
  const stop = () => {
    clearInterval(renewTimer);
    clearInterval(guardTimer);
  };
  lost.signal.addEventListener('abort', stop, { once: true });

  return {
    lost: lost.signal,
    isHeld,
    release: async () => {
      stop();
      await waitAtMost(ttlMs * RENEW_SHARE, renewing);
      if (!isHeld()) return;
      released = true;
      await kv.delete(key, { previousSeq: revision }).catch(() => undefined);
    },
  };
}
