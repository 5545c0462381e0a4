import { SECOND } from '@netraven/common';
import { type ApiInput, type ApiOutput, callApi, type EndpointName } from '@netraven/common/api';
import { connectNats, inDomain } from '@netraven/common/jetstream';
import type { JetStreamClient, NatsConnection } from 'nats';
import type { Target } from './find-target.ts';

const CONNECT_LIMIT_MS = 3 * SECOND;

/** The control API of one instance, over one connection. */
export interface Api extends AsyncDisposable {
  readonly connection: NatsConnection;
  readonly target: Target;
  /** JetStream of the hub. */
  readonly hub: JetStreamClient;
  /** @throws as `callApi` */
  call<N extends EndpointName>(name: N, input: ApiInput<N>, timeoutMs?: number): Promise<ApiOutput<N>>;
}

/** @throws NETRAVEN_NATS_UNREACHABLE when no server answers within a few seconds */
export async function openApi(target: Target): Promise<Api> {
  const connection = await connectNats(target.nats, { name: 'netraven-cli', waitMs: CONNECT_LIMIT_MS });
  return {
    connection,
    target,
    hub: connection.jetstream(inDomain(target.domain)),
    call: (name, input, timeoutMs) => callApi(connection, name, input, timeoutMs),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}
