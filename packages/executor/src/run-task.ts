import { NetravenError, pause, retryDelay, SECOND } from '@netraven/common';
import { isWrongRevision, refuseMessage } from '@netraven/common/jetstream';
import { parseMessage, subjects, type Task, taskSchema } from '@netraven/common/message';
import { count } from '@netraven/common/metric';
import { beginSpan, type OpenSpan, traceFields } from '@netraven/common/trace';
import type { JsMsg } from 'nats';
import { admitTask, type Pass } from './admission/admit-task.ts';
import { attemptTask } from './attempt-task.ts';
import type { Executor } from './executor.ts';
import { type DeviceLease, leaseKey, takeLease } from './task/device-lease.ts';
import type { HeldSlot } from './task/held-slot.ts';
import { type LedgerEntry, readLedger, unseenTask, writeLedger } from './task/task-ledger.ts';

const WORKING_EVERY_MS = 10 * SECOND;
const LEDGER_RETRY_MS = 250;
const BUSY_DEVICE_MS = SECOND;

/**
 * One delivery of a task, from the ledger to the acknowledgement; the order is the guarantee, see docs/executor.md.
 * Never rejects: what is not settled comes again.
 */
export async function runTask(executor: Executor, message: JsMsg, slot: HeldSlot): Promise<void> {
  const task = readTask(executor, message);
  if (task === null) return;
  const log = executor.log.child({
    job: task.job,
    task: task.id,
    device: task.device.name,
    ...traceFields(task.traceparent),
  });
  let pass: Pass | null = null;
  try {
    // A first delivery cannot be in the ledger; if it is all the same, the first write to the ledger says so.
    const entry = message.redelivered ? await readLedger(executor.stores.ledger, task.id) : unseenTask;
    if (entry.state === 'done') return void (await message.ackAck());

    pass = await admitTask(executor, { task, message, slot });
    if (pass === null) return;
    const lease = await takeLease(executor.stores.lease, leaseKey(task), executor.name);
    if (lease === null) {
      executor.counters.busyDevices++;
      count('netraven_lease_conflicts_total', { site: executor.site });
      // In whole milliseconds: nats-server takes a delay with a fraction for none.
      return message.nak(Math.round(BUSY_DEVICE_MS + Math.random() * BUSY_DEVICE_MS));
    }
    const { end, attempt } = await underLease(executor, { task, message, lease, pass, log }, entry);
    if (end === 'settled') await message.ackAck();
    else if (end !== 'lost') message.nak(end === 'retry' ? retryDelayOf(executor, attempt) : 0);
  } catch (error) {
    log.warn({ err: error }, 'the task comes again');
  } finally {
    pass?.release();
  }
}

interface Delivery {
  readonly task: Task;
  readonly message: JsMsg;
  readonly lease: DeviceLease;
  readonly pass: Pass;
  readonly log: Executor['log'];
}

/**
 * Runs one attempt while keeping the delivery and the lease alive, then gives the device free. Whoever lost the lease
 * says nothing at all: the message already belongs to the next holder.
 */
async function underLease(executor: Executor, delivery: Delivery, entry: LedgerEntry): Promise<AttemptEnd> {
  const { task, message, lease, pass, log } = delivery;
  const attempt = entry.attempts + 1;
  const heartbeat = setInterval(() => {
    if (lease.isHeld()) message.working();
  }, WORKING_EVERY_MS);
  let started: LedgerEntry | null = null;
  const span = beginAttempt(executor, task, attempt);
  let result: AttemptEnd['end'] = 'lost';
  try {
    started = await writeLedger(executor.stores.ledger, task.id, { ...entry, attempts: attempt });
    const end = await attemptTask(executor, {
      task,
      number: attempt,
      lease,
      pass,
      traceparent: span.traceparent,
    });
    result = end;
    if (end !== 'retry') await noteEnd(executor, delivery, ledgerAfter(end, started));
    if (lease.isHeld()) return { end, attempt };
    throw new NetravenError('NETRAVEN_TASK_LEASE_LOST', 'the lease ran out before the answer');
  } catch (error) {
    // The ledger knows the task although this looked like its first delivery: the next one will ask first.
    if (started === null && entry === unseenTask && isWrongRevision(error))
      return { end: 'handed-back', attempt };
    const isLost = !lease.isHeld() || isWrongRevision(error);
    if (isLost) {
      executor.counters.lostLeases++;
      count('netraven_leases_lost_total', { site: executor.site });
    }
    log.warn({ err: error }, isLost ? 'lease lost, nothing more is written' : 'attempt broke off');
    return { end: isLost ? 'lost' : 'retry', attempt };
  } finally {
    clearInterval(heartbeat);
    await lease.release();
    span.end({ attributes: { 'netraven.result': result } });
  }
}

/**
 * What is in the outbox must not be done again, so a ledger that does not answer, as while a server of its cluster takes
 * over, is asked again for as long as the lease is held.
 */
async function noteEnd(executor: Executor, { task, lease }: Delivery, entry: LedgerEntry): Promise<void> {
  for (;;) {
    try {
      await writeLedger(executor.stores.ledger, task.id, entry);
      return;
    } catch (error) {
      if (!lease.isHeld() || isWrongRevision(error)) throw error;
    }
    await pause(LEDGER_RETRY_MS);
  }
}

function beginAttempt({ name }: Executor, task: Task, attempt: number): OpenSpan {
  return beginSpan({
    name: 'task',
    kind: 'consumer',
    parent: task.traceparent,
    attributes: {
      'netraven.job': task.job,
      'netraven.task': task.id,
      'netraven.device': task.device.name,
      'netraven.site': task.site,
      'netraven.platform': task.device.platform,
      'netraven.attempt': attempt,
      'netraven.executor': name,
    },
  });
}

interface AttemptEnd {
  readonly end: 'settled' | 'retry' | 'handed-back' | 'lost';
  readonly attempt: number;
}

/** What was handed back untouched does not count as an attempt. */
function ledgerAfter(end: 'settled' | 'handed-back', started: LedgerEntry): LedgerEntry {
  return end === 'settled' ? { ...started, state: 'done' } : { ...started, attempts: started.attempts - 1 };
}

function retryDelayOf({ config }: Executor, attempt: number): number {
  return retryDelay(attempt, config.retry.baseMs, config.retry.maxMs, Math.random());
}

/** A task nobody can read would come for ever: it is refused, and its job learns it from the gone message. */
function readTask(executor: Executor, message: JsMsg): Task | null {
  const { site } = executor;
  try {
    const task = parseMessage('task', taskSchema, message.data);
    const expected = subjects.task(site, task.lane, task.device.name);
    if (task.site === site && message.subject === expected) return task;
    throw new NetravenError(
      'NETRAVEN_MESSAGE_INVALID',
      task.site === site
        ? `task: subject: must be ${expected}, got ${message.subject.slice(0, 200)}`
        : `task: site: must be ${site}, got ${task.site}`,
    );
  } catch (error) {
    refuseMessage({ ...executor, kind: 'task', scope: site }, message, error);
    return null;
  }
}
