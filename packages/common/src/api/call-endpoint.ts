import { ErrorCode as ClientErrorCode, type NatsConnection, NatsError } from 'nats';
import type { z } from 'zod';
import { fromErrorRecord, NetravenError } from '../errors.ts';
import { errorRecordSchema } from '../message/outcome.ts';
import { parseMessage } from '../message/parse-message.ts';
import { SECOND } from '../time.ts';
import type { Endpoint } from './endpoint.ts';

/** Where an endpoint is asked, and how the caller is told of silence. */
export interface EndpointAddress<I extends z.ZodType, O extends z.ZodType> {
  readonly name: string;
  readonly subject: string;
  readonly endpoint: Endpoint<I, O>;
  /** Who answers, for the message when nobody does: `dispatcher`. */
  readonly server: string;
}

/**
 * Asks one endpoint of a netraven service.
 * @throws the error the service answered with; NETRAVEN_API_UNREACHABLE when none answers in time
 */
export async function callEndpoint<I extends z.ZodType, O extends z.ZodType>(
  connection: NatsConnection,
  address: EndpointAddress<I, O>,
  { input, timeoutMs }: { readonly input: z.input<I>; readonly timeoutMs: number },
): Promise<z.output<O>> {
  const reply = await request(connection, address, { input, timeoutMs });
  if (reply.headers?.get('Nats-Service-Error-Code')) {
    throw fromErrorRecord(parseMessage(`answer of ${address.name}`, errorRecordSchema, reply.data));
  }
  return parseMessage(`answer of ${address.name}`, address.endpoint.output, reply.data);
}

async function request(
  connection: NatsConnection,
  { name, subject, server }: Pick<EndpointAddress<z.ZodType, z.ZodType>, 'name' | 'subject' | 'server'>,
  { input, timeoutMs }: { readonly input: unknown; readonly timeoutMs: number },
) {
  try {
    return await connection.request(subject, JSON.stringify(input), { timeout: timeoutMs });
  } catch (cause) {
    const nobody = cause instanceof NatsError && cause.code === ClientErrorCode.NoResponders;
    const reason = nobody ? `no ${server} is running` : `no answer within ${timeoutMs / SECOND} s`;
    throw new NetravenError('NETRAVEN_API_UNREACHABLE', `${name}: ${reason}`, { cause });
  }
}
