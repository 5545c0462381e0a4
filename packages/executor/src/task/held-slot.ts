import type { Lane } from '@netraven/common/message';
import type { TaskSlots } from './task-slots.ts';

/** The session slot of one task, which it may give away while it waits. */
export interface HeldSlot {
  /** Gives it away; nothing when it is away already. */
  readonly release: () => void;
  /** Takes one again, before tasks that are still to be pulled; false when the signal fired first. */
  readonly resume: (signal: AbortSignal) => Promise<boolean>;
}

/** @param slots of which one was acquired for the lane */
export function holdSlot(slots: TaskSlots, lane: Lane): HeldSlot {
  let isHeld = true;
  return {
    release: () => {
      if (isHeld) slots.release();
      isHeld = false;
    },
    resume: async (signal) => {
      isHeld ||= await slots.resume(lane, signal);
      return isHeld;
    },
  };
}
