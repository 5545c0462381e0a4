import { formatFence, toSubjectToken } from '@netraven/common/message';
import type { KV } from 'nats';
import type { BucketAge } from './bucket-age.ts';

/** The bucket of a site's fences. */
export interface FenceBucket {
  readonly kv: KV;
  readonly age: BucketAge;
}

/**
 * The fence of the session about to begin: newer than every one this site has given the device, also after its
 * store was replaced. Called under the device's lease.
 */
export async function nextFence(
  { kv, age }: FenceBucket,
  device: { name: string; epoch: number },
): Promise<string> {
  for (;;) {
    // In this order: a bucket replaced in between gives a fence too old, which costs one capture, never one too new.
    const createdMs = await age.createdMs();
    const revision = await kv.put(toSubjectToken(device.name), '');
    if (age.confirms(revision)) return formatFence({ epoch: device.epoch, createdMs, revision });
  }
}
