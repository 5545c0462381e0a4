import type { JetStreamClient } from 'nats';

/** Where an executor makes durable what it produced. */
export interface Outbox {
  readonly local: JetStreamClient;
  readonly site: string;
  /** Largest message the server takes, in bytes, headers included. */
  readonly maxPayload: number;
  /** Ends the waiting for a full or absent server. */
  readonly signal: AbortSignal;
}
