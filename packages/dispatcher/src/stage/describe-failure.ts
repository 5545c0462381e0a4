import { NetravenError } from '@netraven/common';
import { describeDatabaseFailure } from '@netraven/common/inventory';
import { ErrorCode, NatsError } from 'nats';

const natsAway: readonly string[] = [
  ErrorCode.Timeout,
  ErrorCode.NoResponders,
  ErrorCode.ConnectionClosed,
  ErrorCode.ConnectionDraining,
  ErrorCode.Disconnect,
];

/**
 * What kind of failure a library's error is, in words an operator knows; undefined for a defect, of which the details
 * belong in the log alone.
 */
export function describeFailure(error: unknown): NetravenError | undefined {
  if (error instanceof NetravenError) return error;
  if (error instanceof NatsError) return describeNatsError(error);
  return describeDatabaseFailure(error);
}

function describeNatsError(cause: NatsError): NetravenError | undefined {
  if (cause.code === ErrorCode.MaxPayloadExceeded) {
    return new NetravenError('NETRAVEN_USAGE', 'the answer is larger than the NATS server carries', {
      hint: 'Ask for less at once, with a smaller limit.',
      cause,
    });
  }
  if (!natsAway.includes(cause.code)) return undefined;
  return new NetravenError(
    'NETRAVEN_NATS_UNREACHABLE',
    `NATS or its JetStream does not answer the dispatcher (${cause.code})`,
    { cause },
  );
}
