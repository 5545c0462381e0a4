import { randomUUID } from 'node:crypto';
import { MINUTE, SECOND, waitAtMost } from '@netraven/common';
import type { Dispatcher } from '../dispatcher.ts';
import { runStage } from '../stage/run-stage.ts';
import { addressNotices } from './address-notices.ts';
import { announceTargets } from './announce-targets.ts';
import { claimNotifications } from './claim-notifications.ts';
import { deliverNotification } from './deliver-notification.ts';
import { gatherNotification } from './gather-notification.ts';

const POLL_MS = 2 * SECOND;
const ANNOUNCE_EVERY_MS = MINUTE;
/** At a stop, what is on its way gets so long. */
const STOP_LIMIT_MS = 5 * SECOND;

/**
 * Tells the configured targets what happened to devices, whichever dispatcher is first. Each delivery runs beside the
 * others and beside the stage, so a target that does not answer holds up nobody.
 */
export async function notify(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  const stopping = new AbortController();
  const deliveries = openDeliveries(dispatcher, stopping.signal);
  const announce = openAnnouncing(dispatcher);
  await runStage({
    name: 'notify',
    step: async () => {
      try {
        await announce();
        const hasMore = await addressNotices(dispatcher.inventory);
        while (
          !signal.aborted &&
          (await gatherNotification(dispatcher.inventory, deliveries.names, randomUUID()))
        );
        return hasMore;
      } finally {
        // What is made already does not wait for what cannot be made.
        await deliveries.start();
      }
    },
    bell: dispatcher.bells.notify,
    idleMs: POLL_MS,
    log: dispatcher.log,
    signal,
  });
  await waitAtMost(STOP_LIMIT_MS, deliveries.settled());
  stopping.abort();
  await deliveries.settled();
}

/** Names the targets once a minute, so that they are not forgotten. */
function openAnnouncing({ config, inventory, log }: Dispatcher): () => Promise<void> {
  let nextAt = 0;
  return async () => {
    if (performance.now() < nextAt) return;
    const forgotten = await announceTargets(inventory, config.notifications);
    nextAt = performance.now() + ANNOUNCE_EVERY_MS;
    if (forgotten.length > 0)
      log.warn({ targets: forgotten }, 'targets that are not configured any more are forgotten');
  };
}

export interface Deliveries {
  /** Targets of this dispatcher's configuration. */
  readonly names: readonly string[];
  /** Begins to deliver what is due, and does not wait for it. */
  start(): Promise<void>;
  /** When what was begun is over; never rejects. */
  settled(): Promise<unknown>;
}

export function openDeliveries(dispatcher: Dispatcher, signal: AbortSignal): Deliveries {
  const targets = new Map(dispatcher.config.notifications.map((target) => [target.name, target]));
  const names = [...targets.keys()];
  const running = new Set<Promise<void>>();
  return {
    names,
    async start() {
      if (names.length === 0) return;
      for (const claimed of await claimNotifications(dispatcher.inventory, names)) {
        const settings = targets.get(claimed.target);
        if (!settings) continue;
        const delivery = deliverNotification(dispatcher, { claimed, settings }, signal)
          .catch((error: unknown) => {
            dispatcher.log.warn(
              { target: claimed.target, err: error },
              'what came of a notification is not recorded',
            );
          })
          .finally(() => running.delete(delivery));
        running.add(delivery);
      }
    },
    settled: () => Promise.all(running),
  };
}
