import type { JetStreamClient } from 'nats';

/** Where an executor makes durable what it produced. */
export interface Outbox {
  readonly local: JetStreamClient;
  readonly site: string;
  /** Largest message the server takes, in bytes, headers included. */
  readonly maxPayload: number;
  /** Of the attempt; whoever records or commits what it produced goes on from there. */
  readonly traceparent: string | null;
  /** Ends the waiting for a full or absent server. */
  readonly signal: AbortSignal;
}
