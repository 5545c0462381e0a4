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
  /** What the server's clock is ahead of the local one, in milliseconds; wrong by less than a round trip. */
  readonly clockOffsetMs: number;
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
    const askedAt = Date.now();
    const lease = await takeLease(bucket, presenceKey(name), name);
    if (lease === null) {
      await pause(AGAIN_MS, signal);
      continue;
    }
    const stored = await bucket.kv.get(presenceKey(name));
    const clockOffsetMs = stored === null ? 0 : stored.created.getTime() - askedAt;
    return { name, lease, clockOffsetMs };
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
