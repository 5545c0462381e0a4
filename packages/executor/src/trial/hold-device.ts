import { hostname } from 'node:os';
import { NetravenError, pause, SECOND } from '@netraven/common';
import { bucketNames } from '@netraven/common/jetstream';
import type { Task } from '@netraven/common/message';
import type { JetStreamClient } from 'nats';
import { type DeviceLease, leaseKey, openLeaseBucket, takeLease } from '../task/device-lease.ts';

/** Longer than a store is too young to give leases, and than most sessions last. */
const WAIT_MS = 40 * SECOND;
const AGAIN_MS = 500;

/**
 * Takes the lease of a device as an executor does, so that it never has two sessions at once; waits for one that is
 * open to end.
 * @param local JetStream of the site's server
 * @throws NETRAVEN_CONFLICT when the device stays busy, NETRAVEN_NOT_FOUND when the site has no leases there
 */
export async function holdDevice(
  local: JetStreamClient,
  device: Pick<Task, 'site' | 'device' | 'jumps'>,
  signal: AbortSignal,
): Promise<DeviceLease> {
  const bucket = openLeaseBucket(await openBucket(local, device.site), { freshStore: false });
  const owner = `${hostname()}-${process.pid}-trial`;
  const endsAt = performance.now() + WAIT_MS;
  for (;;) {
    const lease = await takeLease(bucket, leaseKey(device), owner);
    if (lease !== null) return lease;
    if (signal.aborted || performance.now() > endsAt) {
      throw new NetravenError('NETRAVEN_CONFLICT', `${device.device.name}: another session with it is open`, {
        hint: 'Try again when its backup has ended.',
      });
    }
    await pause(AGAIN_MS, signal);
  }
}

async function openBucket(local: JetStreamClient, site: string) {
  const name = bucketNames.lease(site);
  try {
    const bucket = await local.views.kv(name, { bindOnly: true, allow_direct: false });
    await bucket.status();
    return bucket;
  } catch (cause) {
    throw new NetravenError('NETRAVEN_NOT_FOUND', `no lease store ${name} on this NATS server`, {
      cause,
      hint: 'Run this where an executor of the site runs, or has run.',
    });
  }
}
