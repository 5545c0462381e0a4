import { type Logger, pause, SECOND } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import {
  bucketNames,
  ensureSite,
  forgetsAcknowledgements,
  inDomain,
  repairQueue,
  siteConsumers,
  streamNames,
} from '@netraven/common/jetstream';
import type { JetStreamManager, NatsConnection } from 'nats';

const EVERY_MS = 10 * SECOND;

export interface KeptSite {
  readonly site: string;
  /** JetStream domain of the site's server; empty without one. */
  readonly domain: string;
  readonly streams: Config['streams'];
  readonly log: Logger;
}

/**
 * Keeps the site's store in order: what is gone, with a lost disk or by a hand, is made anew; and on a server that
 * forgets acknowledgements, what came back into the outbox after a crash, and would never be delivered otherwise, is
 * delivered again. Looks every ten seconds, and the executors of a site not all at once.
 */
export async function keepSite(
  connection: NatsConnection,
  kept: KeptSite,
  signal: AbortSignal,
): Promise<void> {
  const options = { checkAPI: false, ...inDomain(kept.domain) };
  while (!signal.aborted) {
    try {
      const manager = await connection.jetstreamManager(options);
      await recreateMissing(connection, manager, kept);
      await repairOutbox(connection, manager, { ...kept, signal });
    } catch (error) {
      kept.log.warn({ err: error }, 'the store of the site could not be looked at');
    }
    await pause(EVERY_MS * (0.5 + Math.random()), signal);
  }
}

async function recreateMissing(
  connection: NatsConnection,
  manager: JetStreamManager,
  { site, streams, log }: KeptSite,
): Promise<void> {
  const present = new Set<string>();
  for await (const name of manager.streams.names()) present.add(name);
  const outbox = streamNames.outbox(site);
  const expected = [outbox, ...Object.values(bucketNames).map((bucket) => `KV_${bucket(site)}`)];
  const missing = expected.filter((name) => !present.has(name));
  if (present.has(outbox)) {
    const consumers = new Set<string>();
    for await (const { name } of manager.consumers.list(outbox)) consumers.add(name);
    const durables = siteConsumers(site).get(outbox) ?? [];
    missing.push(...durables.map(({ durable_name }) => durable_name).filter((name) => !consumers.has(name)));
  }
  if (missing.length === 0) return;
  log.warn({ missing }, 'parts of the site were gone and are made anew');
  await ensureSite(connection, site, streams);
}

async function repairOutbox(
  connection: NatsConnection,
  manager: JetStreamManager,
  { site, log, signal }: KeptSite & { readonly signal: AbortSignal },
): Promise<void> {
  if (!forgetsAcknowledgements(connection.info?.version ?? '')) return;
  const consumers = await repairQueue(manager, streamNames.outbox(site), signal);
  if (consumers.length > 0)
    log.warn({ consumers }, 'acknowledged messages had come back; their consumers are made anew');
}
