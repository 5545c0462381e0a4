import type { Lane } from '@netraven/common/message';

interface Waiter {
  readonly lane: Lane;
  readonly grant: () => void;
}

/**
 * The sessions an executor may hold at once. Bulk tasks never take the last free slot, and a freed slot goes to an
 * urgent waiter first, so an urgent task finds room however much bulk is queued.
 */
export class TaskSlots {
  /** From 0 to `size`. */
  #free: number;
  /** In order of arrival; empty whenever a slot it may take is free. */
  readonly #waiting: Waiter[] = [];
  readonly size: number;

  constructor(size: number) {
    this.size = size;
    this.#free = size;
  }

  get busy(): number {
    return this.size - this.#free;
  }

  get free(): number {
    return this.#free;
  }

  /** Waits for a slot; the caller gives it back with `release`. False when the signal fired first. */
  acquire(lane: Lane, signal: AbortSignal): Promise<boolean> {
    return this.#acquire(lane, signal, (waiter) => this.#waiting.push(waiter));
  }

  /** The same for a task that gave its slot away: before those that have no task yet. */
  resume(lane: Lane, signal: AbortSignal): Promise<boolean> {
    return this.#acquire(lane, signal, (waiter) => this.#waiting.unshift(waiter));
  }

  async #acquire(lane: Lane, signal: AbortSignal, enqueue: (waiter: Waiter) => void): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#grants(lane)) {
      this.#free--;
      return true;
    }
    return await new Promise<boolean>((resolve) => {
      const waiter: Waiter = {
        lane,
        grant: () => {
          signal.removeEventListener('abort', giveUp);
          resolve(true);
        },
      };
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        resolve(false);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      enqueue(waiter);
    });
  }

  release(): void {
    this.#free++;
    const urgent = this.#waiting.findIndex(({ lane }) => lane === 'urgent');
    const next = this.#waiting[Math.max(urgent, 0)];
    if (!next || !this.#grants(next.lane)) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.#free--;
    next.grant();
  }

  #grants(lane: Lane): boolean {
    return this.#free > (lane === 'urgent' ? 0 : 1);
  }
}
