import {
  type DeviceLease,
  takeLease as takeRealLease,
} from '../../../packages/executor/src/task/device-lease.ts';

export * from '../../../packages/executor/src/task/device-lease.ts';

/** A lease that is never lost: whoever has had it goes on writing. */
export async function takeLease(...args: Parameters<typeof takeRealLease>): Promise<DeviceLease | null> {
  const lease = await takeRealLease(...args);
  return lease && { ...lease, isHeld: () => true, lost: new AbortController().signal };
}
