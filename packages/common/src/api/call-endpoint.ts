import { ErrorCode as ClientErrorCode, type NatsConnection, NatsError } from 'nats';
import type { z } from 'zod';
import { fromErrorRecord, NetravenError } from '../errors.ts';
import { refuseTooLarge } from '../jetstream/refuse-too-large.ts';
import { errorRecordSchema } from '../message/outcome.ts';
import { parseMessage } from '../message/parse-message.ts';
import { SECOND } from '../time.ts';

/** Where an endpoint is asked, and how the caller is told of silence. */
export interface EndpointAddress {
  readonly name: string;
  readonly subject: string;
  readonly output: z.ZodType;
  /** Who answers, for the message when nobody does: `dispatcher`. */
  readonly server: string;
}

/**
 * Asks one endpoint of a netraven service.
 * @returns what has passed `output`
 * @throws the error the service answered with; NETRAVEN_API_UNREACHABLE when none answers in time;
 *   NETRAVEN_USAGE for an input larger than the NATS server carries
 */
export async function callEndpoint(
  connection: NatsConnection,
  address: EndpointAddress,
  { input, timeoutMs }: { readonly input: unknown; readonly timeoutMs: number },
): Promise<unknown> {
  const reply = await request(connection, address, { input, timeoutMs });
  if (reply.headers?.get('Nats-Service-Error-Code')) {
    throw fromErrorRecord(parseMessage(`answer of ${address.name}`, errorRecordSchema, reply.data));
  }
  return parseMessage(`answer of ${address.name}`, address.output, reply.data);
}

async function request(
  connection: NatsConnection,
  { name, subject, server }: EndpointAddress,
  { input, timeoutMs }: { readonly input: unknown; readonly timeoutMs: number },
) {
  try {
    return await connection.request(subject, JSON.stringify(input), { timeout: timeoutMs });
  } catch (cause) {
    const tooLarge = refuseTooLarge(name, connection, cause);
    if (tooLarge) throw tooLarge;
    const code = cause instanceof NatsError ? cause.code : '';
    const limit = `${timeoutMs / SECOND} s`;
    const reason = describeSilence(code, server, limit) ?? `the request failed: ${messageOf(cause)}`;
    throw new NetravenError('NETRAVEN_API_UNREACHABLE', `${name}: ${reason}`, { cause });
  }
}

function describeSilence(code: string, server: string, limit: string): string | undefined {
  switch (code) {
    case ClientErrorCode.NoResponders:
      return `no ${server} is running`;
    case ClientErrorCode.Timeout:
      return `no answer within ${limit}`;
    case ClientErrorCode.ConnectionClosed:
    case ClientErrorCode.ConnectionDraining:
      return 'the connection to NATS is closed';
    case ClientErrorCode.PermissionsViolation:
      return `this login may not ask the ${server}`;
    default:
      return undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
