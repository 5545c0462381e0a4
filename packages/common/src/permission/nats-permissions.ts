/** What a NATS user may do; whatever is not listed is refused by the server. */
export interface NatsPermissions {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  /**
   * Whether the user may answer each request it receives, once and within ten seconds, wherever the answer goes. Not
   * for a role that takes many messages: the server keeps a note of each one for that long.
   */
  readonly answers: boolean;
}
