import { serveApi } from './api/serve-api.ts';
import type { Dispatcher } from './dispatcher.ts';
import { acceptRequests } from './job/accept-requests.ts';
import { expandJobs } from './job/expand-jobs.ts';
import { notify } from './notify/notify.ts';
import { expireLogs } from './outcome/expire-logs.ts';
import { followTasks } from './outcome/follow-tasks.ts';
import { watchEvents } from './outcome/watch-events.ts';
import { watchFleet } from './overview/watch-fleet.ts';
import { keepQueues } from './queue/keep-queues.ts';
import { runSchedules } from './schedule/run-schedules.ts';
import { watchSites } from './site/watch-sites.ts';
import { publishTasks } from './task/publish-tasks.ts';

/**
 * Dispatches jobs until the signal fires: a request or a due schedule becomes a job row, the job one task row per device, each task row
 * a message for an executor; when every task has its outcome the job is closed. What is done stands in PostgreSQL
 * before the stage's input is let go, so any dispatcher goes on where another stopped, and any number may run.
 * @param onReady called once it serves
 */
export async function dispatchJobs(
  dispatcher: Dispatcher,
  signal: AbortSignal,
  onReady: () => void,
): Promise<void> {
  await using _api = await serveApi(dispatcher);
  using _events = watchEvents(dispatcher);
  onReady();
  await Promise.all([
    runSchedules(dispatcher, signal),
    acceptRequests(dispatcher, signal),
    expandJobs(dispatcher, signal),
    publishTasks(dispatcher, signal),
    followTasks(dispatcher, signal),
    watchSites(dispatcher, signal),
    keepQueues(dispatcher, signal),
    expireLogs(dispatcher, signal),
    notify(dispatcher, signal),
    watchFleet(dispatcher, signal),
  ]);
}
