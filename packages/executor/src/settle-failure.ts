import { type ErrorRecord, toErrorRecord } from '@netraven/common';
import { NatsError } from 'nats';
import type { Attempt, AttemptResult } from './attempt-task.ts';
import type { Executor } from './executor.ts';
import { openOutbox } from './outbox/open-outbox.ts';
import { publishResult } from './outbox/publish-result.ts';

/**
 * Records why an attempt failed: for good, or with another attempt to come.
 * @throws the error itself when the lease is lost or the broker failed: then nothing may be written
 */
export async function settleFailure(
  executor: Executor,
  attempt: Attempt,
  error: unknown,
): Promise<AttemptResult> {
  const { lease, report, number, task } = attempt;
  const record = toErrorRecord(error);
  if (!lease.isHeld() || record.code === 'NETRAVEN_TASK_LEASE_LOST' || error instanceof NatsError)
    throw error;
  if (record.code === 'NETRAVEN_TASK_STOPPED') return 'handed-back';
  if (record.code === 'NETRAVEN_INTERNAL')
    executor.log.error({ err: error, task: task.id }, 'attempt failed by a defect');

  const publish = async (
    outcome: 'cancelled' | 'retry' | 'failed',
    level: 'warn' | 'error',
    text: string,
  ) => {
    report.log(level, text);
    await publishResult(openOutbox(executor, attempt), report.toResult(outcome, record));
  };
  if (record.code === 'NETRAVEN_TASK_CANCELLED') {
    await publish('cancelled', 'warn', record.message);
    return 'settled';
  }
  if (record.retryable && number < task.maxAttempts && !report.isLast) {
    executor.counters.retries++;
    await publish('retry', 'warn', `attempt ${number} of ${task.maxAttempts}: ${describe(record)}`);
    return 'retry';
  }
  executor.counters.failed++;
  await publish('failed', 'error', describe(record));
  return 'settled';
}

function describe({ code, message }: ErrorRecord): string {
  return `${code}: ${message}`;
}
