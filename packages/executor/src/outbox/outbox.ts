import type { JetStreamClient } from 'nats';

/** Where an executor makes durable what it produced. */
export interface Outbox {
  readonly local: JetStreamClient;
  readonly site: string;
  /** Ends the waiting for a full or absent server. */
  readonly signal: AbortSignal;
}
