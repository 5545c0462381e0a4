import { consumerNames, inDomain, streamNames } from '@netraven/common/jetstream';
import type { OutboxKind } from '@netraven/common/message';
import type { Health } from '@netraven/common/metric';
import type { Executor } from '../executor.ts';
import { runRecorder } from '../record/run-recorder.ts';
import { drainOutbox } from './drain-outbox.ts';
import { forwardMessages, type Hub } from './forward-messages.ts';

/**
 * Empties the site's outbox until stopped: to the hub, and results into the database where there is one. An executor
 * with a database also records the results of sites without.
 */
export async function runDrains(executor: Executor, health: Health, signal: AbortSignal): Promise<void> {
  const { connection, config, local, site, log } = executor;
  const options = inDomain(config.nats.domain);
  const client = connection.jetstream(options);
  const hub: Hub = {
    client,
    manager: await connection.jetstreamManager({ ...options, checkAPI: false }),
    connection,
    kind: 'outbox',
    scope: site,
    log,
    signal,
  };

  const open = (kind: OutboxKind) => () =>
    local.consumers.get(streamNames.outbox(site), consumerNames.outbox(kind));
  const forward = (kind: OutboxKind) =>
    drainOutbox(open(kind), (batch) => forwardMessages(hub, kind, batch), { log, signal });
  const openHubResults = () => client.consumers.get(streamNames.results, consumerNames.results);
  const { url, poolSize } = config.database;
  const results =
    url === undefined
      ? forward('result')
      : runRecorder([open('result'), openHubResults], {
          database: { url, poolSize },
          connection,
          log,
          signal,
          health,
        });
  await Promise.all([forward('chunk'), forward('snapshot'), forward('event'), results]);
}
