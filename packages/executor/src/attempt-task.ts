import { NetravenError, SECOND } from '@netraven/common';
import { publishEvent } from '@netraven/common/jetstream';
import type { Task } from '@netraven/common/message';
import { observe } from '@netraven/common/metric';
import type { Pass } from './admission/admit-task.ts';
import { type CaptureReport, captureDevice } from './capture/capture-device.ts';
import { toCaptureRequest } from './capture/to-capture-request.ts';
import { type DeviceCircuit, enterCircuit } from './circuit/device-circuit.ts';
import type { Executor } from './executor.ts';
import { settleCapture } from './settle-capture.ts';
import { settleFailure } from './settle-failure.ts';
import { AttemptReport } from './snapshot/attempt-report.ts';
import { readHead } from './task/device-head.ts';
import type { DeviceLease } from './task/device-lease.ts';
import { nextFence } from './task/next-fence.ts';
import { openWithKeys } from './task/open-credentials.ts';

export interface Attempt {
  readonly task: Task;
  /** 1 for the first. */
  readonly number: number;
  readonly lease: DeviceLease;
  /** `traceparent` of this attempt, for what follows from it. */
  readonly traceparent: string | null;
  readonly pass: Pass;
  readonly report: AttemptReport;
}

/**
 * How an attempt ended: its result is durable, or it is worth another attempt, or it was stopped before anything was
 * published and counts for nothing.
 */
export type AttemptResult = 'settled' | 'retry' | 'handed-back';

/**
 * One session with the device and everything it leads to, made durable in the outbox, under the lease.
 * @throws NETRAVEN_TASK_LEASE_LOST, and errors of the broker: then nothing is known of what came of it
 */
export async function attemptTask(
  executor: Executor,
  { task, number, lease, pass, traceparent }: Omit<Attempt, 'report'>,
): Promise<AttemptResult> {
  const attempt = {
    task,
    number,
    lease,
    pass,
    traceparent,
    report: new AttemptReport(task, number, executor.name),
  };
  const signal = executor.running.begin(task.id, pass.lost ? [lease.lost, pass.lost] : [lease.lost]);
  let circuit: DeviceCircuit | null = null;
  try {
    refuseLate(attempt, new Date());
    const opened = await openWithKeys(task.credentials, executor.keys, executor.credentials);
    for (const error of opened.refused) attempt.report.log('warn', `${error.code}: ${error.message}`);
    circuit = await enterCircuit(executor, task);
    const [fence, stored] = await Promise.all([
      nextFence(executor.stores.fence, task.device, task.known.fence),
      readHead(executor.stores.head, task.device.name),
    ]);
    attempt.report.found.fence = fence;
    announceStart(executor, attempt);
    if (number === 1) {
      const { site, lane } = task;
      observe('netraven_task_wait_seconds', { site, lane }, secondsSince(task.requestedAt));
    }
    const request = await toCaptureRequest(executor, attempt, { credentials: opened.credentials, signal });
    const session = await captureDevice(request);
    await noteCircuit(attempt, circuit, session);
    return await settleCapture(executor, attempt, {
      session,
      stored,
      credentials: opened.credentials,
      signal,
    });
  } catch (error) {
    await circuit?.release();
    return await settleFailure(executor, attempt, error);
  } finally {
    executor.running.end(task.id);
  }
}

/** Whoever lost the lease writes nothing. A session that opened the circuit is the last of its task. */
async function noteCircuit(
  { lease, report }: Attempt,
  circuit: DeviceCircuit,
  session: CaptureReport,
): Promise<void> {
  if (!lease.isHeld()) return;
  const open = await circuit.note(session.kind === 'failed' ? session.error.code : null);
  if (open === null) return;
  report.isLast = true;
  report.log('warn', `${open.failures} failures in a row: left alone until ${open.openUntil}`);
}

/** A task that is not worth a session any more. */
function refuseLate({ task, number }: Attempt, now: Date): void {
  if (number > task.maxAttempts) {
    throw new NetravenError(
      'NETRAVEN_TASK_ATTEMPTS_EXHAUSTED',
      `${task.maxAttempts} attempts were begun and none came to an end`,
    );
  }
  if (number === 1 && task.deadlineAt !== null && new Date(task.deadlineAt) < now) {
    throw new NetravenError(
      'NETRAVEN_TASK_DEADLINE_PASSED',
      `the task did not start before ${task.deadlineAt}`,
    );
  }
}

/** By the clocks of two machines, so it may come out below zero. */
function secondsSince(instant: string): number {
  return Math.max(0, Date.now() - Date.parse(instant)) / SECOND;
}

function announceStart({ connection, site, name }: Executor, { task, number }: Attempt): void {
  publishEvent(connection, site, {
    noun: 'task',
    what: 'started',
    data: { job: task.job, task: task.id, device: task.device.name, executor: name, attempt: number },
  });
}
