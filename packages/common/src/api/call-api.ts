import { ErrorCode as ClientErrorCode, type NatsConnection, NatsError } from 'nats';
import type { z } from 'zod';
import { fromErrorRecord, NetravenError } from '../errors.ts';
import { errorRecordSchema } from '../message/outcome.ts';
import { parseMessage } from '../message/parse-message.ts';
import { SECOND } from '../time.ts';
import { apiSubject, type EndpointName, endpoints } from './endpoints.ts';

const DEFAULT_TIMEOUT_MS = 30 * SECOND;

/** What a caller may leave out has its default filled in by the server. */
export type ApiInput<N extends EndpointName> = z.input<(typeof endpoints)[N]['input']>;
export type ApiOutput<N extends EndpointName> = z.output<(typeof endpoints)[N]['output']>;

/**
 * Asks the control API.
 * @throws the error the service answered with; NETRAVEN_API_UNREACHABLE when no dispatcher answers in time
 */
export async function callApi<N extends EndpointName>(
  connection: NatsConnection,
  name: N,
  input: ApiInput<N>,
  timeoutMs = DEFAULT_TIMEOUT_MS,
): Promise<ApiOutput<N>> {
  const reply = await request(connection, name, input, timeoutMs);
  if (reply.headers?.get('Nats-Service-Error-Code')) {
    throw fromErrorRecord(parseMessage(`answer of ${name}`, errorRecordSchema, reply.data));
  }
  return parseMessage(`answer of ${name}`, endpoints[name].output, reply.data) as ApiOutput<N>;
}

async function request(connection: NatsConnection, name: EndpointName, input: unknown, timeoutMs: number) {
  try {
    return await connection.request(apiSubject(name), JSON.stringify(input), { timeout: timeoutMs });
  } catch (cause) {
    const nobody = cause instanceof NatsError && cause.code === ClientErrorCode.NoResponders;
    const reason = nobody ? 'no dispatcher is running' : `no answer within ${timeoutMs / SECOND} s`;
    throw new NetravenError('NETRAVEN_API_UNREACHABLE', `${name}: ${reason}`, { cause });
  }
}
