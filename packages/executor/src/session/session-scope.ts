import { NetravenError } from '@netraven/common';

/**
 * The life of one session: ends once, with the error that ended it. Every wait of the session listens to its signal,
 * whose reason is that error; every resource registers its release.
 */
export class SessionScope {
  readonly #controller = new AbortController();
  readonly #releases: (() => void)[] = [];
  readonly #mayWrite: () => boolean;

  constructor(mayWrite: () => boolean) {
    this.#mayWrite = mayWrite;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The error that ended the session; undefined while it lives. */
  get error(): NetravenError | undefined {
    const reason: unknown = this.signal.reason;
    return this.signal.aborted && reason instanceof NetravenError ? reason : undefined;
  }

  /** Ends the session; later errors are only the consequence of the first and are dropped. */
  fail(error: NetravenError): void {
    if (!this.signal.aborted) this.#controller.abort(error);
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
    if (this.signal.aborted) return false;
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
