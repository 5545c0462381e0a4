import { pause, SECOND } from '@netraven/common';
import { toSubjectToken } from '@netraven/common/message';
import type { KV } from 'nats';
import { type DeviceLease, type LeaseBucket, takeLease } from '../task/device-lease.ts';

const AGAIN_MS = SECOND;

/** That an executor is there, for as long as its lease is renewed. */
export interface Presence {
  /** Its name in the book; another one each time. */
  readonly name: string;
  readonly lease: DeviceLease;
  /**
   * The server's clock, in milliseconds since the epoch; wrong by less than a round trip. It goes on by the monotonic
   * clock: the machine's own may be set, and a machine that slept has lost its presence.
   */
  readonly nowMs: () => number;
}

/** No address holds a slash, so it is never the lease of a device. */
export const presenceKey = (name: string): string => toSubjectToken(`executor/${name}`);

/** Takes the lease on an executor's own name; waits while the bucket is too young to give leases. */
export async function takePresence(
  bucket: LeaseBucket,
  name: string,
  signal: AbortSignal,
): Promise<Presence | null> {
  while (!signal.aborted) {
    const askedAt = performance.now();
    const lease = await takeLease(bucket, presenceKey(name), name);
    if (lease === null) {
      await pause(AGAIN_MS, signal);
      continue;
    }
    try {
      const stored = await bucket.kv.get(presenceKey(name));
      const originMs = (stored?.created.getTime() ?? Date.now()) - askedAt;
      return { name, lease, nowMs: () => originMs + performance.now() };
    } catch (error) {
      await lease.release();
      throw error;
    }
  }
  return null;
}

/**
 * Whether an executor is gone for good. Asked with a write that only succeeds where its lease has run out, and that
 * keeps it from coming back under this name.
 */
export async function isGone(kv: KV, name: string): Promise<boolean> {
  const key = presenceKey(name);
  const entry = await kv.get(key);
  if (entry !== null && entry.operation === 'PUT') return false;
  try {
    await kv.put(key, 'gone', { previousSeq: entry?.revision ?? 0 });
    return true;
  } catch {
    return false;
  }
}
