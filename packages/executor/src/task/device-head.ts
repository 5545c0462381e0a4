import {
  compareFences,
  fenceSchema,
  parseMessage,
  type Task,
  toSubjectToken,
} from '@netraven/common/message';
import type { KV } from 'nats';
import { z } from 'zod';

/** Larger ones are kept without their text: the broker takes messages up to 8 MB. */
const MAX_PACKED_BYTES = 4 * 1024 * 1024;

const headSchema = z.object({
  fence: fenceSchema,
  capture: z.string(),
  /** SHA-256 of the redacted text. */
  hash: z.string(),
  bytes: z.number(),
});

/** Ends the JSON of a value; what follows is the text, compressed with zstd, or nothing when it was too large. */
const NEWLINE = 0x0a;

/** The newest observation of a device that is safe in the site's outbox, or already in git. */
export interface DeviceHead extends z.output<typeof headSchema> {
  /** The redacted text, compressed with zstd; null when it was too large to keep. */
  readonly packed: Uint8Array | null;
  readonly revision: number;
}

export async function readHead(bucket: KV, device: string): Promise<DeviceHead | null> {
  const entry = await bucket.get(toSubjectToken(device));
  if (entry?.operation !== 'PUT') return null;
  const end = entry.value.indexOf(NEWLINE);
  const head = parseMessage('head', headSchema, entry.value.subarray(0, end));
  const packed = entry.value.subarray(end + 1);
  return { ...head, packed: packed.length === 0 ? null : packed, revision: entry.revision };
}

/**
 * Replaces the head, only by a newer fence and only if nobody has since it was read.
 * @throws the broker's "wrong last sequence" when a newer holder of the device wrote first
 */
export async function writeHead(
  bucket: KV,
  device: string,
  { packed, ...head }: Omit<DeviceHead, 'revision'>,
  previous: DeviceHead | null,
): Promise<void> {
  if (previous && compareFences(head.fence, previous.fence) <= 0) return;
  const text = packed === null || packed.length > MAX_PACKED_BYTES ? Buffer.alloc(0) : packed;
  const body = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), text]);
  const key = toSubjectToken(device);
  if (previous) await bucket.put(key, body, { previousSeq: previous.revision });
  else await bucket.create(key, body);
}

/**
 * Whether a head may answer "unchanged": it is on its way to git (newer than what the git-writer has settled) or in
 * git (same hash). Any other is as if missing: the repository was restored, a chunk got lost, or the site's store is new.
 */
export function headCounts(head: DeviceHead, known: Pick<Task['known'], 'fence' | 'hash'>): boolean {
  if (known.hash === head.hash) return true;
  return known.fence === null || compareFences(head.fence, known.fence) > 0;
}
