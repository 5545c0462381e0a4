import { type Logger, pause, SECOND } from '@netraven/common';
import type { Config } from '@netraven/common/config';
import { forgetsAcknowledgements, inDomain, repairQueue, streamNames } from '@netraven/common/jetstream';
import type { JetStreamManager, NatsConnection } from 'nats';
import { findMissing, makeSite } from './prepare-site.ts';

const EVERY_MS = 10 * SECOND;

export interface KeptSite {
  readonly site: string;
  /** JetStream domain of the site's server; empty without one. */
  readonly domain: string;
  /** Whether the site has a server of its own, where its executors make what they need. */
  readonly hasServer: boolean;
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
  kept: KeptSite,
): Promise<void> {
  const missing = await findMissing(manager, kept.site);
  if (missing.length === 0) return;
  kept.log.warn({ missing }, 'parts of the site were gone and are made anew');
  await makeSite(connection, kept);
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
