import type { Inventory } from '@netraven/common/inventory';
import { consumerNames, streamNames } from '@netraven/common/jetstream';
import type { OutboxKind } from '@netraven/common/message';
import type { JsMsg } from 'nats';
import type { Executor } from '../executor.ts';
import { drainResults } from '../record/drain-results.ts';
import { drainOutbox } from './drain-outbox.ts';
import { forwardMessages, type Hub } from './forward-messages.ts';

/**
 * Empties the site's outbox until stopped: to the hub, and results into the database where there is one. An executor
 * with a database also records the results of sites without.
 */
export async function runDrains(
  executor: Executor,
  inventory: Inventory | null,
  signal: AbortSignal,
): Promise<void> {
  const { connection, config, local, site, log } = executor;
  const options = config.nats.domain === '' ? {} : { domain: config.nats.domain };
  const client = connection.jetstream(options);
  const hub: Hub = {
    client,
    manager: await connection.jetstreamManager({ ...options, checkAPI: false }),
    log,
    signal,
  };

  const drain = (kind: OutboxKind, settle: (batch: readonly JsMsg[]) => Promise<void>) =>
    drainOutbox(() => local.consumers.get(streamNames.outbox(site), consumerNames.outbox(kind)), settle, {
      log,
      signal,
    });
  const forward = (kind: OutboxKind) => drain(kind, (batch) => forwardMessages(hub, kind, batch));

  const drains = [forward('chunk'), forward('snapshot'), forward('event')];
  if (inventory === null) {
    drains.push(forward('result'));
  } else {
    const record = (batch: readonly JsMsg[]) => drainResults({ inventory, connection, log }, batch);
    drains.push(drain('result', record));
    drains.push(
      drainOutbox(() => client.consumers.get(streamNames.results, consumerNames.results), record, {
        log,
        signal,
      }),
    );
  }
  await Promise.all(drains);
}
