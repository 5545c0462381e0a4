import { formatFence, toSubjectToken } from '@netraven/common/message';
import type { KV } from 'nats';

/**
 * The fence of the session about to begin: newer than every one this site has given the device, also after its
 * store was replaced. Called under the device's lease.
 */
export async function nextFence(bucket: KV, device: { name: string; epoch: number }): Promise<string> {
  // In this order: a bucket replaced in between gives a fence too old, which costs one capture, never one too new.
  const status = await bucket.status();
  const revision = await bucket.put(toSubjectToken(device.name), '');
  return formatFence({
    epoch: device.epoch,
    createdMs: new Date(status.streamInfo.created).getTime(),
    revision,
  });
}
