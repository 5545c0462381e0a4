import { ErrorCode, NatsError } from 'nats';

/** Server error codes of the JetStream API that netraven acts on. */
export const jetstreamErrors = {
  noSuitablePeers: 10005,
  consumerNotFound: 10014,
  insufficientResources: 10023,
  messageNotFound: 10037,
  sequenceNotFound: 10043,
  streamNameInUse: 10058,
  streamNotFound: 10059,
  wrongLastSequence: 10071,
  replicasNotSupported: 10074,
  storeFailed: 10077,
} as const;

interface ApiErrorShape {
  readonly api_error?: { readonly code?: number; readonly err_code?: number; readonly description?: string };
}

/** The `err_code` of a JetStream API error, undefined for any other value. The client gives no type to test for. */
export function apiErrorCode(thrown: unknown): number | undefined {
  return (thrown as ApiErrorShape | null)?.api_error?.err_code;
}

/**
 * Whether a publish to `NETRAVEN_TASKS` was refused because the device already has a task queued or running in that
 * lane. The same code also reports a full stream; only the description tells them apart.
 */
export function isSubjectOccupied(thrown: unknown): boolean {
  const description = (thrown as ApiErrorShape | null)?.api_error?.description ?? '';
  return apiErrorCode(thrown) === jetstreamErrors.storeFailed && description.endsWith('per subject exceeded');
}

/** Whether a compare-and-set lost: another holder wrote first. Older servers report some races in words alone. */
export function isWrongRevision(thrown: unknown): boolean {
  return (
    apiErrorCode(thrown) === jetstreamErrors.wrongLastSequence ||
    String(thrown).includes('wrong last sequence')
  );
}

/** Whether the answer is no for good: an occupied subject, a request that is wrong in itself, or a message too large. */
export function isRefused(thrown: unknown): boolean {
  const status = (thrown as ApiErrorShape | null)?.api_error?.code;
  if (thrown instanceof NatsError && thrown.code === ErrorCode.MaxPayloadExceeded) return true;
  return isSubjectOccupied(thrown) || (status !== undefined && status >= 400 && status < 500);
}
