import { NetravenError, SECOND, waitAtMost } from '@netraven/common';
import { API_SERVICE, apiSubject, type EndpointName, endpoints } from '@netraven/common/api';
import { assertStorable, parseMessage } from '@netraven/common/message';
import { count, observe } from '@netraven/common/metric';
import type { ServiceMsg } from 'nats';
import packageJson from '../../package.json' with { type: 'json' };
import type { Dispatcher } from '../dispatcher.ts';
import { describeFailure } from '../stage/describe-failure.ts';
import { openEndpointStats } from './endpoint-stats.ts';
import type { CheckedInput } from './handler.ts';
import { handlers } from './handlers.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { statusOf } from './status-of.ts';

/** Requests worked on at once; the others wait, so that they never take all connections to the database. */
const CONCURRENCY = 4;
/** Stopping needs an answer of the server, which may be away. */
const STOP_LIMIT_MS = 5 * SECOND;
/** Names of micro endpoints hold no dots. */
const endpointName = (name: EndpointName) => name.replaceAll('.', '-');

/** Serves the control API as the NATS micro service `netraven`, beside any other dispatcher; disposing it stops it. */
export async function serveApi(dispatcher: Dispatcher): Promise<AsyncDisposable> {
  const stats = openEndpointStats();
  const limited = limitConcurrency(CONCURRENCY);
  const service = await dispatcher.connection.services.add({
    name: API_SERVICE,
    version: packageJson.version,
    description: 'Control API of netraven: jobs, inventory, configurations, logs',
    statsHandler: async (endpoint) => ({ now: new Date().toISOString(), ...stats.of(endpoint.subject) }),
  });
  for (const name of endpointNames()) {
    const subject = apiSubject(name);
    service.addEndpoint(endpointName(name), {
      subject,
      metadata: { description: endpoints[name].description },
      handler: (error, message) => {
        if (error) return;
        const startedAt = performance.now();
        void limited(() => answer(dispatcher, name, message)).then((hasFailed) => {
          const ms = performance.now() - startedAt;
          stats.count(subject, { ms, hasFailed });
          const result = hasFailed ? 'error' : 'ok';
          observe('netraven_api_request_seconds', { endpoint: name, result }, ms / SECOND);
        });
      },
    });
  }
  // The subscriptions are on their way; whoever is told that the API serves must find them there.
  await dispatcher.connection.flush();
  return {
    async [Symbol.asyncDispose]() {
      await waitAtMost(STOP_LIMIT_MS, Promise.all([service.stop(), limited.settled()]));
    },
  };
}

function endpointNames(): EndpointName[] {
  return Object.keys(endpoints).filter((name): name is EndpointName => name in endpoints);
}

/** Never rejects; true when it answered with an error. */
async function answer(dispatcher: Dispatcher, name: EndpointName, message: ServiceMsg): Promise<boolean> {
  try {
    message.respond(JSON.stringify(await handle(dispatcher, name, message.data)));
    return false;
  } catch (error) {
    // Nobody can be answered any more, and saying so would fail as well.
    if (dispatcher.connection.isClosed()) return true;
    const known = describeFailure(error);
    if (known?.code === 'NETRAVEN_MESSAGE_INVALID') count('netraven_messages_refused_total', { kind: 'api' });
    if (!known) dispatcher.log.error({ err: error, endpoint: name }, 'request failed');
    const failure =
      known ?? new NetravenError('NETRAVEN_INTERNAL', `${name} failed, see the log of the dispatcher`);
    const body = Buffer.from(JSON.stringify(failure));
    message.respondError(statusOf(failure.code), headerText(failure.message), body);
    return true;
  }
}

async function handle<N extends EndpointName>(
  dispatcher: Dispatcher,
  name: N,
  body: Uint8Array,
): Promise<unknown> {
  return handlers[name](dispatcher, parseInput(name, body));
}

/** An empty body is an empty request. */
function parseInput<N extends EndpointName>(name: N, body: Uint8Array): CheckedInput<N> {
  const input = parseMessage(name, endpoints[name].input, body.length === 0 ? '{}' : body);
  assertStorable(name, input);
  return input as CheckedInput<N>;
}

/** A header holds one line. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 200);
}
