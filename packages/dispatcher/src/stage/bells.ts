/** Wakes a stage that waits for work. Rung while nobody waits, it makes the next wait return at once. */
export interface Bell {
  ring(): void;
  /** Returns when rung, after `limitMs`, or when the signal fires. */
  wait(limitMs: number, signal: AbortSignal): Promise<void>;
}

/** One bell for each stage that can be hastened. */
export interface Bells {
  /** A job was accepted. */
  readonly expand: Bell;
  /** Tasks wait to be published. */
  readonly publish: Bell;
  /** A task has come to an end, or may have. */
  readonly settle: Bell;
  /** A schedule was changed. */
  readonly schedule: Bell;
  /** A notification was delivered, or what is to be told may be due. */
  readonly notify: Bell;
}

export function openBells(): Bells {
  return {
    expand: openBell(),
    publish: openBell(),
    settle: openBell(),
    schedule: openBell(),
    notify: openBell(),
  };
}

function openBell(): Bell {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      isRung = true;
      wake?.();
    },
    async wait(limitMs, signal) {
      if (!isRung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const end = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', end);
            wake = undefined;
            resolve();
          };
          const timer = setTimeout(end, limitMs);
          signal.addEventListener('abort', end, { once: true });
          wake = end;
        });
      }
      isRung = false;
    },
  };
}
