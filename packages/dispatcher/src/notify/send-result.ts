import type { NetravenError } from '@netraven/common';

/** What came of an attempt to deliver. */
export interface SendResult {
  /** What the other side said, in a few words: `HTTP 204`. */
  readonly answer: string;
  /** Null when it took the message. */
  readonly error: NetravenError | null;
  /** How long the other side asked to be left alone, at least; 0 when it did not. */
  readonly retryAfterMs: number;
}
