import { ErrorCode, type NatsConnection, NatsError } from 'nats';
import { NetravenError } from '../errors.ts';

/** What a caller is told of a message that is larger than the server carries; undefined for any other failure. */
export function refuseTooLarge(
  what: string,
  { info }: Pick<NatsConnection, 'info'>,
  cause: unknown,
): NetravenError | undefined {
  if (!(cause instanceof NatsError) || cause.code !== ErrorCode.MaxPayloadExceeded) return undefined;
  return new NetravenError(
    'NETRAVEN_USAGE',
    `${what}: the request is larger than the ${info?.max_payload ?? 0} bytes the NATS server carries`,
    { hint: 'Ask for less at once.', cause },
  );
}
