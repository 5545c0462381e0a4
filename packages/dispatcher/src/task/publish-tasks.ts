import type { EntityManager } from '@mikro-orm/postgresql';
import { toErrorRecord } from '@netraven/common';
import { inDomain } from '@netraven/common/jetstream';
import type { Task } from '@netraven/common/message';
import { count } from '@netraven/common/metric';
import type { Dispatcher } from '../dispatcher.ts';
import { runStage } from '../stage/run-stage.ts';
import { buildTask, type WaitingTask } from './build-task.ts';
import { claimTasks } from './claim-tasks.ts';
import { coalesceTasks } from './coalesce-tasks.ts';
import { failTasks, type TaskFailure } from './fail-tasks.ts';
import { holdMovedTasks } from './hold-moved-tasks.ts';
import { loadSources } from './load-sources.ts';
import { markPublished } from './mark-published.ts';
import { type Sent, sendTasks, type TaskMessage } from './send-tasks.ts';
import { taskTraceparent } from './task-traceparent.ts';

const POLL_MS = 2000;
/** Messages in flight to the broker, and rows locked meanwhile. */
const WINDOW = 400;

/** Publishes the tasks of every expanded job, whichever dispatcher expanded it. */
export function publishTasks(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  return runStage({
    name: 'publish tasks',
    step: () => publishNextTasks(dispatcher),
    bell: dispatcher.bells.publish,
    idleMs: POLL_MS,
    log: dispatcher.log,
    signal,
  });
}

/**
 * Claims a window of tasks, publishes them and notes in the same transaction which are stored. After a crash in
 * between they are claimed again, and their message ids make the broker answer that it has them.
 * @throws what the broker answered when the fate of a task is unknown, after all else is written
 */
async function publishNextTasks(dispatcher: Dispatcher): Promise<boolean> {
  const { inventory } = dispatcher;
  const sent = await inventory.em.fork().transactional((em) => publishWindow(em, dispatcher));
  await coalesceTasks(dispatcher, sent.occupied);
  if (sent.hasEnded) dispatcher.bells.settle.ring();
  if (sent.unknown) throw sent.unknown.error;
  return sent.claimed === WINDOW;
}

interface SentWindow {
  readonly claimed: number;
  /** Refused because the device has a task queued or running in that lane. */
  readonly occupied: readonly Task[];
  readonly hasEnded: boolean;
  readonly unknown: Extract<Sent, { kind: 'unknown' }> | undefined;
}

async function publishWindow(
  em: EntityManager,
  { connection, config, log }: Dispatcher,
): Promise<SentWindow> {
  const claimed = (await claimTasks(em, WINDOW)).map((waiting) => ({
    ...waiting,
    traceparent: taskTraceparent(waiting, config.telemetry.tasksPerJob),
  }));
  if (claimed.length === 0) return { claimed: 0, occupied: [], hasEnded: false, unknown: undefined };
  const free = await holdMovedTasks(em, claimed, config);
  const { messages, failures } = buildMessages(free, { ...(await loadSources(em, free)), config });
  const answers = await sendTasks(connection.jetstream(inDomain(config.nats.domain)), messages);

  const stored: Task[] = [];
  const occupied: Task[] = [];
  let unknown: SentWindow['unknown'];
  for (const [index, { task }] of messages.entries()) {
    const answer = answers[index];
    if (answer?.kind === 'stored') {
      stored.push(task);
      count('netraven_tasks_published_total', { site: task.site, lane: task.lane });
    } else if (answer?.kind === 'occupied') occupied.push(task);
    else if (answer?.kind === 'refused') failures.push({ task: task.id, error: toErrorRecord(answer.error) });
    else if (answer) unknown = answer;
  }
  await markPublished(em, stored);
  await failTasks(em, failures);
  log.debug(
    { claimed: claimed.length, stored: stored.length, occupied: occupied.length, failed: failures.length },
    'tasks published',
  );
  return { claimed: claimed.length, occupied, hasEnded: failures.length > 0, unknown };
}

/** One task that cannot be built is that device's own failure. */
function buildMessages(
  claimed: readonly WaitingTask[],
  sources: Parameters<typeof buildTask>[1],
): { messages: TaskMessage[]; failures: TaskFailure[] } {
  const messages: TaskMessage[] = [];
  const failures: TaskFailure[] = [];
  for (const waiting of claimed) {
    try {
      const messageId = waiting.republished === 0 ? waiting.id : `${waiting.id}.r${waiting.republished}`;
      messages.push({ task: buildTask(waiting, sources), messageId });
    } catch (error) {
      failures.push({ task: waiting.id, error: toErrorRecord(error) });
    }
  }
  return { messages, failures };
}
