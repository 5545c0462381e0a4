import { NetravenError } from '@netraven/common';
import { compareFences, formatFence, toSubjectToken } from '@netraven/common/message';
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
 * @param settled the newest fence the git-writer has settled for the device
 * @throws NETRAVEN_TASK_FENCE_OLD when the store was restored from a backup, so that its revisions fell behind
 */
export async function nextFence(
  bucket: FenceBucket,
  device: { name: string; epoch: number },
  settled: string | null,
): Promise<string> {
  const isNewer = (fence: string) => settled === null || compareFences(fence, settled) > 0;
  const first = await takeFence(bucket, device);
  if (isNewer(first)) return first;
  // The bucket may have been replaced since its age was asked for.
  bucket.age.forget();
  const fence = await takeFence(bucket, device);
  if (isNewer(fence)) return fence;
  throw new NetravenError(
    'NETRAVEN_TASK_FENCE_OLD',
    `${device.name}: the site gives fence ${fence}, older than ${settled}, which is settled`,
  );
}

async function takeFence({ kv, age }: FenceBucket, device: { name: string; epoch: number }): Promise<string> {
  for (;;) {
    // In this order: a bucket replaced in between gives a fence too old, which costs one capture, never one too new.
    const createdMs = await age.createdMs();
    const revision = await kv.put(toSubjectToken(device.name), '');
    if (age.confirms(revision)) return formatFence({ epoch: device.epoch, createdMs, revision });
  }
}
