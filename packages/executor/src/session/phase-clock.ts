/** What a session is at: reaching the device, logging in, finding its way in the shell, a command, leaving. */
export type SessionPhase = 'connect' | 'auth' | 'prompt' | 'command' | 'logout';

/** One phase as it went; instants in milliseconds since the epoch, by the monotonic clock of this process. */
export interface TimedPhase {
  readonly phase: SessionPhase;
  readonly startMs: number;
  readonly endMs: number;
  /** The command, of the platform's data; null in other phases. */
  readonly command: string | null;
}

/** Notes when each phase of a session began; two readings of the clock for each, nothing else. */
export class PhaseClock {
  readonly #done: TimedPhase[] = [];
  #current: Omit<TimedPhase, 'endMs'> | undefined;

  /** Ends the phase before it. */
  begin(phase: SessionPhase, command: string | null = null): void {
    this.end();
    this.#current = { phase, command, startMs: now() };
  }

  end(): void {
    if (this.#current !== undefined) this.#done.push({ ...this.#current, endMs: now() });
    this.#current = undefined;
  }

  /** What is over so far, in order. */
  get phases(): readonly TimedPhase[] {
    return this.#done;
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
