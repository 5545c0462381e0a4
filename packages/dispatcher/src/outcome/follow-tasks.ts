import type { Dispatcher } from '../dispatcher.ts';
import { runStage } from '../stage/run-stage.ts';
import { closeJobs } from './close-jobs.ts';
import { endOverdue } from './end-overdue.ts';
import { openLostTasks } from './find-lost.ts';
import { settleDependants } from './settle-dependants.ts';
import { withdrawCancelled } from './withdraw-cancelled.ts';

const POLL_MS = 2000;

/**
 * Follows the tasks to their outcomes and closes the jobs, by queries on PostgreSQL that any dispatcher may run at
 * any time; events only hasten them.
 */
export function followTasks(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  const { bells, log } = dispatcher;
  const lostTasks = openLostTasks(dispatcher);
  return runStage({
    name: 'follow tasks',
    async step() {
      if (await settleDependants(dispatcher)) bells.publish.ring();
      try {
        await endOverdue(dispatcher);
        const hasMore = await withdrawCancelled(dispatcher);
        if (await lostTasks.republish()) bells.publish.ring();
        return hasMore;
      } finally {
        // What needs the queue waits for NATS; a job whose tasks have ended does not.
        await closeJobs(dispatcher);
      }
    },
    bell: bells.settle,
    idleMs: POLL_MS,
    log,
    signal,
  });
}
