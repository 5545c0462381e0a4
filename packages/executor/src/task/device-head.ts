import {
  compareFences,
  fenceSchema,
  parseMessage,
  type Task,
  toSubjectToken,
} from '@netraven/common/message';
import type { KV } from 'nats';
import { z } from 'zod';

/** Larger ones are kept without their text. */
const MAX_PACKED_BYTES = 4 * 1024 * 1024;
/** Room for what stands beside the text, and for headers. */
const RESERVED_BYTES = 8 * 1024;

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
}

/** What stands in the bucket for a device. */
export interface StoredHead {
  /** Null before the first, and when what stands there cannot be read: then it is replaced by the next. */
  readonly head: DeviceHead | null;
  /** For the compare-and-set; 0 when nothing stands there. */
  readonly revision: number;
}

export async function readHead(bucket: KV, device: string): Promise<StoredHead> {
  const entry = await bucket.get(toSubjectToken(device));
  if (entry === null) return { head: null, revision: 0 };
  const { operation, revision, value } = entry;
  return { head: operation === 'PUT' ? parseHead(value) : null, revision };
}

function parseHead(value: Uint8Array): DeviceHead | null {
  const end = value.indexOf(NEWLINE);
  const packed = value.subarray(end + 1);
  try {
    const head = parseMessage('head', headSchema, value.subarray(0, Math.max(end, 0)));
    return { ...head, packed: packed.length === 0 ? null : packed };
  } catch {
    return null;
  }
}

/**
 * Replaces the head, only by a newer fence and only if nobody has since it was read.
 * @param options maxBytes: a text that makes the value larger is left out
 * @throws the broker's "wrong last sequence" when a newer holder of the device wrote first
 */
export async function writeHead(
  bucket: KV,
  device: string,
  { packed, ...head }: DeviceHead,
  { previous, maxBytes }: { readonly previous: StoredHead; readonly maxBytes: number },
): Promise<void> {
  if (previous.head && compareFences(head.fence, previous.head.fence) <= 0) return;
  const isKept = packed !== null && packed.length <= Math.min(MAX_PACKED_BYTES, maxBytes - RESERVED_BYTES);
  const body = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), isKept ? packed : Buffer.alloc(0)]);
  await bucket.put(toSubjectToken(device), body, { previousSeq: previous.revision });
}

/**
 * Whether a head may answer "unchanged": it is on its way to git (newer than what the git-writer has settled) or in
 * git (same hash). Any other is as if missing: the repository was restored, a chunk got lost, or the site's store is new.
 */
export function headCounts(head: DeviceHead, known: Pick<Task['known'], 'fence' | 'hash'>): boolean {
  if (known.hash === head.hash) return true;
  return known.fence === null || compareFences(head.fence, known.fence) > 0;
}
