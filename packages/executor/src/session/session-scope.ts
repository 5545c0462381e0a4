import { NetravenError } from '@netraven/common';
import { PhaseClock } from './phase-clock.ts';

/**
 * The life of one session: ends once, with the error that ended it. Every wait of the session listens to its end;
 * every resource registers its release. (An `AbortSignal` would do as well, at ten times the cost per wait.)
 */
export class SessionScope {
  readonly #listeners = new Set<(error: NetravenError) => void>();
  #error: NetravenError | undefined;
  #isLeaving = false;
  readonly #releases: (() => void)[] = [];
  readonly #mayWrite: () => boolean;
  readonly phases: PhaseClock;

  constructor(mayWrite: () => boolean, phases: PhaseClock = new PhaseClock()) {
    this.#mayWrite = mayWrite;
    this.phases = phases;
  }

  /** The error that ended the session; undefined while it lives. */
  get error(): NetravenError | undefined {
    return this.#error;
  }

  throwIfEnded(): void {
    if (this.#error !== undefined) throw this.#error;
  }

  /** Whether we are on our way out: a device that ends the connection now does as it was told. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  leave(): void {
    this.#isLeaving = true;
  }

  /** Ends the session; later errors are only the consequence of the first and are dropped. */
  fail(error: NetravenError): void {
    if (this.#error !== undefined) return;
    this.#error = error;
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener(error);
  }

  /**
   * @param listener called at most once, when the session ends; soon when it has ended already, never within this call
   * @returns takes the listener away
   */
  onEnd(listener: (error: NetravenError) => void): () => void {
    const stopListening = () => this.#listeners.delete(listener);
    this.#listeners.add(listener);
    const error = this.#error;
    if (error !== undefined) {
      queueMicrotask(() => {
        if (stopListening()) listener(error);
      });
    }
    return stopListening;
  }

  /** Ends the session with `TASK_STOPPED`, or the caller's own error, when the caller's signal fires. */
  follow(signal: AbortSignal): void {
    const stop = () => {
      const reason: unknown = signal.reason;
      this.fail(
        reason instanceof NetravenError
          ? reason
          : new NetravenError('NETRAVEN_TASK_STOPPED', 'the session was stopped', { cause: reason }),
      );
    };
    if (signal.aborted) {
      stop();
    } else {
      signal.addEventListener('abort', stop, { once: true });
      this.onRelease(() => signal.removeEventListener('abort', stop));
    }
  }

  /** Ends the session when it takes longer than `ms`. */
  limit(ms: number, describe: () => NetravenError): void {
    const timer = setTimeout(() => this.fail(describe()), ms);
    this.onRelease(() => clearTimeout(timer));
  }

  /**
   * Asked before each write to the socket: a process that was suspended learns here that the device may have another
   * session by now. The session has ended when the answer is no.
   */
  mayWrite(): boolean {
    if (this.#error !== undefined) return false;
    if (this.#mayWrite()) return true;
    this.fail(
      new NetravenError('NETRAVEN_TASK_LEASE_LOST', 'the lease ran out before the device was written to'),
    );
    return false;
  }

  onRelease(release: () => void): void {
    this.#releases.push(release);
  }

  /** Releases all that was registered, last first. */
  release(): void {
    for (const release of this.#releases.splice(0).reverse()) release();
  }
}
