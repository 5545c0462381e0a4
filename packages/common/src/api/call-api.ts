import type { NatsConnection } from 'nats';
import type { z } from 'zod';
import { SECOND } from '../time.ts';
import { callEndpoint } from './call-endpoint.ts';
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
  const address = { name, subject: apiSubject(name), output: endpoints[name].output, server: 'dispatcher' };
  return (await callEndpoint(connection, address, { input, timeoutMs })) as ApiOutput<N>;
}
