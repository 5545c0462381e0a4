import type { NetravenError } from '@netraven/common';
import type { Result } from '@netraven/common/message';
import type { ProcessedCapture } from '../thread/capture-input.ts';

/** Larger texts are not kept: the result must fit into one message. */
const MAX_KEPT_BYTES = 2 * 1024 * 1024;

/**
 * What an operator needs to decide on a capture that was not accepted.
 * @param found.sealedTo to whom originals are sealed here
 */
export function quarantineOf(
  processed: ProcessedCapture,
  reason: NetravenError,
  { capturedAt, sealedTo }: { readonly capturedAt: string; readonly sealedTo: string | null },
): Result['quarantine'] {
  const sealed = toBase64(processed.sealed);
  return {
    reason: reason.toJSON(),
    capturedAt,
    hash: processed.hash,
    bytes: processed.bytes,
    text: toBase64(processed.packedText) ?? '',
    sealed,
    sealedTo: sealed === null ? null : sealedTo,
  };
}

function toBase64(bytes: Uint8Array | null): string | null {
  return bytes === null || bytes.length > MAX_KEPT_BYTES ? null : Buffer.from(bytes).toString('base64');
}
