import { type Logger, pause, SECOND } from '@netraven/common';
import type { Lane } from '@netraven/common/message';
import type { Consumer, JsMsg } from 'nats';
import { type HeldSlot, holdSlot } from './held-slot.ts';
import { nextMessage } from './next-message.ts';
import type { PullGate } from './pull-gate.ts';
import type { TaskSlots } from './task-slots.ts';

const PULL_EXPIRES_MS = 5 * SECOND;
const RETRY_PAUSE_MS = 500;

/**
 * Pulls one task of a lane for each free slot, never ahead: a prefetched task would wait here while another executor
 * is idle. A missing consumer, stream or server is waited for.
 * @param run takes the message over; its slot is free again when it returns
 */
export async function pullTasks(
  lane: Lane,
  { open, run, gate, slots, log, signal }: TaskSource,
): Promise<void> {
  let consumer: Consumer | null = null;
  let ends = { closing: gate.closing, signal: AbortSignal.any([signal, gate.closing]) };
  while ((await gate.pass(signal)) && (await slots.acquire(lane, signal))) {
    let message: JsMsg | null = null;
    try {
      consumer ??= await open(lane);
      const { closing } = gate;
      if (ends.closing !== closing) ends = { closing, signal: AbortSignal.any([signal, closing]) };
      message = await nextMessage(consumer, PULL_EXPIRES_MS, ends.signal);
    } catch (error) {
      consumer = null;
      log.warn({ err: error, lane }, 'waiting for the task queue');
      await pause(RETRY_PAUSE_MS, signal);
    }
    if (message === null) {
      slots.release();
    } else if (signal.aborted) {
      message.nak();
      slots.release();
    } else {
      const slot = holdSlot(slots, lane);
      void run(message, slot).finally(() => slot.release());
    }
  }
}

export interface TaskSource {
  readonly open: (lane: Lane) => Promise<Consumer>;
  /** Never rejects. */
  readonly run: (message: JsMsg, slot: HeldSlot) => Promise<void>;
  /** Closed while more work would only pile up. */
  readonly gate: PullGate;
  readonly slots: TaskSlots;
  readonly log: Logger;
  readonly signal: AbortSignal;
}
