import { type Logger, pause, SECOND } from '@netraven/common';
import { forgetsAcknowledgements, repairQueue, streamNames } from '@netraven/common/jetstream';
import type { NatsConnection } from 'nats';

const EVERY_MS = 10 * SECOND;

/**
 * Keeps the outbox in order on a site's server that forgets acknowledgements: what came back into it after a crash is
 * never delivered otherwise, and a snapshot or result that was forgotten before it was stored at the hub would stay
 * for ever. Looks every ten seconds, and the executors of a site not all at once.
 * @param domain of the site's server; empty without one
 */
export async function keepOutbox(
  connection: NatsConnection,
  { site, domain, log }: { readonly site: string; readonly domain: string; readonly log: Logger },
  signal: AbortSignal,
): Promise<void> {
  const options = { checkAPI: false, ...(domain === '' ? {} : { domain }) };
  while (!signal.aborted) {
    try {
      if (forgetsAcknowledgements(connection.info?.version ?? '')) {
        const manager = await connection.jetstreamManager(options);
        const consumers = await repairQueue(manager, streamNames.outbox(site), signal);
        if (consumers.length > 0)
          log.warn({ consumers }, 'acknowledged messages had come back; their consumers are made anew');
      }
    } catch (error) {
      log.warn({ err: error }, 'the outbox could not be looked at');
    }
    await pause(EVERY_MS * (0.5 + Math.random()), signal);
  }
}
