/**
 * Whether tasks are pulled now. Closed with a reason until what is behind it says otherwise; whoever waits goes on as
 * soon as it opens.
 */
export class PullGate {
  #reason: string | null = 'the outbox was not looked at yet';
  #opened = Promise.withResolvers<void>();
  #closing = new AbortController();

  /** Why no task is pulled; null while the gate is open. */
  get reason(): string | null {
    return this.#reason;
  }

  /** Fires when the gate that is open now closes, so that a pull under way ends. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** @param reason null opens it */
  set(reason: string | null): void {
    const wasOpen = this.#reason === null;
    this.#reason = reason;
    if (reason !== null && wasOpen) {
      this.#opened = Promise.withResolvers();
      this.#closing.abort();
    } else if (reason === null && !wasOpen) {
      this.#closing = new AbortController();
      this.#opened.resolve();
    }
  }

  /** Waits until the gate is open; false when the signal fired first. */
  async pass(signal: AbortSignal): Promise<boolean> {
    const stopped = Promise.withResolvers<void>();
    const stop = () => stopped.resolve();
    signal.addEventListener('abort', stop, { once: true });
    while (this.#reason !== null && !signal.aborted) {
      await Promise.race([this.#opened.promise, stopped.promise]);
    }
    signal.removeEventListener('abort', stop);
    return !signal.aborted;
  }
}
