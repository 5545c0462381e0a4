import { NetravenError, pause } from '@netraven/common';
import { isWrongRevision, LEASE_TTL_MS } from '@netraven/common/jetstream';
import { type Task, toSubjectToken } from '@netraven/common/message';
import type { KV } from 'nats';

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

/**
 * Takes the lease of a device and keeps it renewed.
 * @returns null while somebody else holds it, and while the bucket is younger than the lease's life: a lease that
 *   vanished with its store may still be trusted by its holder
 */
export async function takeLease(bucket: KV, key: string, options: LeaseOptions): Promise<DeviceLease | null> {
  const { owner, freshStore, ttlMs = LEASE_TTL_MS } = options;
  const askedAt = readClock();
  const revision = await createOrNull(bucket, key, owner);
  if (revision === null) return null;
  if (!freshStore && !(await isMature(bucket, key, ttlMs))) {
    await bucket.delete(key, { previousSeq: revision }).catch(() => undefined);
    return null;
  }
  return keepLease(bucket, key, { owner, revision, askedAt, ttlMs });
}

export interface LeaseOptions {
  /** Shown to operators who read the bucket. */
  readonly owner: string;
  /** The store was created empty by whoever started this executor, so nobody can hold a lease from before. */
  readonly freshStore: boolean;
  /** Life of a lease in the bucket, in milliseconds. */
  readonly ttlMs?: number;
}

/** Any refusal means busy: besides a held lease also a race that older servers report in their own words. */
async function createOrNull(bucket: KV, key: string, owner: string): Promise<number | null> {
  try {
    return await bucket.create(key, owner);
  } catch (error) {
    if (isWrongRevision(error) || String(error).includes('wrong last sequence')) return null;
    throw error;
  }
}

/** Compares two instants of the server's clock: when the bucket was made, and when our lease was stored. */
async function isMature(bucket: KV, key: string, ttlMs: number): Promise<boolean> {
  const [status, entry] = await Promise.all([bucket.status(), bucket.get(key)]);
  const createdAt = new Date(status.streamInfo.created).getTime();
  return entry !== null && entry.created.getTime() - createdAt > ttlMs;
}

/** Milliseconds by both clocks: the monotonic one stands still while a machine sleeps, the other may be set. */
function readClock(): { monotonic: number; wall: number } {
  return { monotonic: performance.now(), wall: Date.now() };
}

interface TakenLease {
  readonly owner: string;
  readonly revision: number;
  readonly askedAt: ReturnType<typeof readClock>;
  readonly ttlMs: number;
}

function keepLease(
  bucket: KV,
  key: string,
  { owner, revision: first, askedAt, ttlMs }: TakenLease,
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
      revision = await bucket.put(key, owner, { previousSeq: revision });
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
      await Promise.race([renewing, pause(ttlMs * RENEW_SHARE)]);
      if (!isHeld()) return;
      released = true;
      await bucket.delete(key, { previousSeq: revision }).catch(() => undefined);
    },
  };
}
