import { NetravenError, toErrorRecord } from '@netraven/common';
import { type SiteEndpointName, type SiteInput, type SiteOutput, siteEndpoints } from '@netraven/common/api';
import { bucketNames, inDomain } from '@netraven/common/jetstream';
import { parseMessage, subjects } from '@netraven/common/message';
import type { JetStreamManager, Service, ServiceMsg } from 'nats';
import { BookStore } from './admission/book-store.ts';
import { listUses } from './admission/list-uses.ts';
import { changeCircuit } from './circuit/circuit-store.ts';
import { announceCircuit } from './circuit/device-circuit.ts';
import { listOpenCircuits } from './circuit/list-circuits.ts';
import type { Executor } from './executor.ts';

type SiteHandlers = {
  readonly [N in SiteEndpointName]: (input: SiteInput<N>) => Promise<SiteOutput<N>>;
};

/** One executor of the site answers each request: what is asked stands in the site's store. */
const QUEUE = 'site';

/** Answers for the whole site, as endpoints of the executor's service. */
export async function serveSite(executor: Executor, service: Service): Promise<void> {
  const { connection, config, site } = executor;
  const domain = config.nats.siteDomain || config.nats.domain;
  const manager = await connection.jetstreamManager({ checkAPI: false, ...inDomain(domain) });
  const handlers = siteHandlers(executor, manager);
  for (const name of endpointNames()) {
    service.addEndpoint(name, {
      subject: subjects.siteRequest(site, name),
      queue: QUEUE,
      metadata: { description: siteEndpoints[name].description },
      handler: (error, message) => {
        if (!error) void answer(executor, message, () => handle(handlers, name, message.data));
      },
    });
  }
}

function endpointNames(): SiteEndpointName[] {
  return Object.keys(siteEndpoints).filter((name): name is SiteEndpointName => name in siteEndpoints);
}

function siteHandlers(executor: Executor, manager: JetStreamManager): SiteHandlers {
  const { site, stores, config } = executor;
  const circuits = { bucket: stores.circuit, manager, stream: `KV_${bucketNames.circuit(site)}` };
  return {
    admission: async () => {
      const book = await new BookStore(stores.admission).read();
      return { uses: listUses(book, { settings: config.admission, site, nowMs: Date.now() }) };
    },
    circuits: (input) => listOpenCircuits(circuits, input),
    'reset-circuit': async ({ device }) => {
      const change = await changeCircuit(stores.circuit, device, () => null);
      if (change === null)
        throw new NetravenError('NETRAVEN_CONFLICT', `${device}: its circuit is being changed`);
      announceCircuit(executor, device, change);
      return { wasOpen: change.before?.openUntil != null, failures: change.before?.failures ?? 0 };
    },
  };
}

function handle<N extends SiteEndpointName>(
  handlers: SiteHandlers,
  name: N,
  body: Uint8Array,
): Promise<unknown> {
  const input = parseMessage(name, siteEndpoints[name].input, body.length === 0 ? '{}' : body);
  return handlers[name](input as SiteInput<N>);
}

/** Never rejects. */
async function answer(
  { connection, log }: Executor,
  message: ServiceMsg,
  make: () => Promise<unknown>,
): Promise<void> {
  try {
    message.respond(JSON.stringify(await make()));
  } catch (error) {
    // Nobody can be answered any more, and saying so would fail as well.
    if (connection.isClosed()) return;
    const record = toErrorRecord(error);
    log.warn({ err: error, subject: message.subject }, 'a request failed');
    message.respondError(
      record.code === 'NETRAVEN_INTERNAL' ? 500 : 400,
      record.code,
      Buffer.from(JSON.stringify(record)),
    );
  }
}
