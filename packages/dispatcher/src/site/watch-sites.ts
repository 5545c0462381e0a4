import { SECOND } from '@netraven/common';
import { EXECUTOR_SERVICE } from '@netraven/common/api';
import type { NatsConnection } from 'nats';
import type { Dispatcher } from '../dispatcher.ts';
import { askStats } from '../overview/ask-stats.ts';
import { openBells } from '../stage/bells.ts';
import { runStage } from '../stage/run-stage.ts';
import { areAnyAwaited, noteAway } from './note-away.ts';
import { warnOfWaiting } from './warn-of-waiting.ts';

const EVERY_MS = 10 * SECOND;
/** Executors behind leaf nodes on other continents answer within this. */
const LISTEN_MS = 2 * SECOND;

/**
 * Looks which sites answer while tasks wait for them, so that a job shows whose devices are out of reach: a site that
 * is cut off, or that has no executor.
 */
export function watchSites(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  const { siteAwayMs, siteWarnMs } = dispatcher.config.dispatcher;
  return runStage({
    name: 'watch sites',
    step: async () => {
      await lookAtSites(dispatcher);
      return false;
    },
    bell: openBells().settle,
    idleMs: Math.min(EVERY_MS, siteAwayMs, siteWarnMs),
    log: dispatcher.log,
    signal,
  });
}

/** One look; nobody is asked while nothing waits. */
async function lookAtSites(dispatcher: Dispatcher): Promise<void> {
  const { inventory, connection } = dispatcher;
  const isAwaited = await areAnyAwaited(inventory);
  await noteAway(inventory, isAwaited ? await findPresent(connection) : new Set());
  await warnOfWaiting(dispatcher);
}

async function findPresent(connection: NatsConnection): Promise<Set<string>> {
  const answers = await askStats(connection, { name: EXECUTOR_SERVICE, maxWait: LISTEN_MS });
  return new Set(answers.flatMap(({ stats }) => stats.metadata?.site ?? []));
}
