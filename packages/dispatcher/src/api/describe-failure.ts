import { ConnectionException, DriverException } from '@mikro-orm/core';
import { NetravenError } from '@netraven/common';
import { ErrorCode, NatsError } from 'nats';

/** Away, going down, or out of connections. */
const AWAY = /^(08|53|57P0)|^ECONN|^ETIMEDOUT|^EPIPE|^ENOTFOUND|^EAI_AGAIN/;

/** What a caller is told of a failed request; undefined for a defect, of which the details stay in the log. */
export function describeFailure(error: unknown): NetravenError | undefined {
  if (error instanceof NetravenError) return error;
  if (error instanceof NatsError && error.code === ErrorCode.MaxPayloadExceeded) {
    return new NetravenError('NETRAVEN_USAGE', 'the answer is larger than the NATS server carries', {
      hint: 'Ask for less at once, with a smaller limit.',
      cause: error,
    });
  }
  const isAway =
    error instanceof ConnectionException ||
    (error instanceof DriverException && AWAY.test(String(error.code ?? ''))) ||
    (error instanceof Error &&
      /timeout exceeded when trying to connect|Connection terminated/.test(error.message));
  if (!isAway) return undefined;
  return new NetravenError('NETRAVEN_DATABASE_UNREACHABLE', 'PostgreSQL does not answer the dispatcher', {
    cause: error,
  });
}
