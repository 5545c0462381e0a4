/** Work of one turn of the event loop before the rest waits for the next one. */
const BUDGET_MS = 4;

/**
 * Shares the event loop out among sessions that all have something to do at once: what came in from hundreds of
 * devices, or falls due for hundreds, is worked off over several turns, so that timers, heartbeats and the other
 * sessions are never far. First come, first served; with few sessions nothing ever waits.
 */
export class Turns {
  readonly #now: () => number;
  #queue: (() => void)[] = [];
  /** When the work of this turn began; undefined while none was done. */
  #startedAt: number | undefined;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether this turn has room for more, with nothing waiting that came first. */
  hasTime(): boolean {
    if (this.#queue.length > 0) return false;
    this.#startedAt ??= this.#begin();
    return this.#now() - this.#startedAt < BUDGET_MS;
  }

  /** Runs `work` when its turn has come, never within this call. */
  later(work: () => void): void {
    this.#startedAt ??= this.#begin();
    this.#queue.push(work);
  }

  /** Runs `work` now if there is time, else later. */
  run(work: () => void): void {
    if (this.hasTime()) work();
    else this.later(work);
  }

  #begin(): number {
    setImmediate(() => {
      this.#startedAt = undefined;
      if (this.#queue.length > 0) this.#workOff(this.#begin());
    });
    return this.#now();
  }

  /** One piece after the other, each with all that follows from it at once. */
  #workOff(startedAt: number): void {
    this.#startedAt = startedAt;
    const step = () => {
      if (this.#now() - startedAt >= BUDGET_MS) return;
      const work = this.#queue.shift();
      if (work === undefined) return;
      queueMicrotask(() => process.nextTick(step));
      work();
    };
    step();
  }
}

/** Of this process: it has one event loop. */
export const turns = new Turns();
