import { NetravenError, retryDelay, SECOND } from '@netraven/common';
import type { Task } from '@netraven/common/message';
import type { JsMsg } from 'nats';
import { isLeftAlone } from '../circuit/device-circuit.ts';
import type { Executor } from '../executor.ts';
import type { BeforeLogin } from '../session/open-connection.ts';
import type { HeldSlot } from '../task/held-slot.ts';
import { taskNeeds } from './limits.ts';
import { openPass } from './open-pass.ts';

const WORKING_EVERY_MS = 10 * SECOND;
const FIRST_LATER_MS = 5 * SECOND;
const LONGEST_LATER_MS = 120 * SECOND;

/** The right to a session and its logins, within the limits of the site. */
export interface Pass {
  /** Fires once the session must end; undefined where nothing is limited. */
  readonly lost: AbortSignal | undefined;
  readonly beforeLogin: BeforeLogin | undefined;
  readonly release: () => void;
}

const unlimited: Pass = { lost: undefined, beforeLogin: undefined, release: () => undefined };

/** For a task that will end without a session; should its circuit close meanwhile, it comes again. */
const noSession: Pass = {
  ...unlimited,
  beforeLogin: () => Promise.reject(new NetravenError('NETRAVEN_TASK_STOPPED', 'it was not admitted')),
};

/** One delivery of a task, before anything else is done for it. */
export interface Arrival {
  readonly task: Task;
  readonly message: JsMsg;
  readonly slot: HeldSlot;
}

/**
 * Waits for the task's turn within the limits of the site, without a slot, a lease or an attempt. Where nothing it
 * needs is limited, nothing is asked.
 * @returns null when the message was handed back
 */
export async function admitTask(executor: Executor, { task, message, slot }: Arrival): Promise<Pass | null> {
  const { admission, waiting } = executor;
  if (admission === null) return unlimited;
  const needs = taskNeeds(task, (resource) => admission.limit(resource));
  if (needs.length === 0) return unlimited;
  if (await isLeftAlone(executor, task)) return noSession;
  const rank = rankOf(task, message);
  const signal = waiting.begin(task.id);
  const heartbeat = setInterval(() => message.working(), WORKING_EVERY_MS);
  try {
    const answer = await admission.enter({ needs, rank }, { signal, onWait: slot.release });
    if (answer.kind !== 'admitted') {
      message.nak(answer.kind === 'later' ? laterMs(message) : 0);
      return null;
    }
    const hasSlot = await slot.resume(signal);
    answer.resumed();
    if (hasSlot) return openPass(admission, { task, needs, rank }, answer.grant);
    answer.grant.release();
    message.nak();
    return null;
  } finally {
    clearInterval(heartbeat);
    waiting.end(task.id);
  }
}

/** Urgent before bulk, then in the order of the queue, whichever executor has it and however often it came. */
function rankOf({ lane }: Task, { seq }: JsMsg): string {
  return `${lane === 'urgent' ? 0 : 1}-${String(seq).padStart(16, '0')}`;
}

/** What comes again comes before what was never delivered, so its place is not lost. */
function laterMs({ info }: JsMsg): number {
  return retryDelay(info.redeliveryCount, FIRST_LATER_MS, LONGEST_LATER_MS, Math.random());
}
