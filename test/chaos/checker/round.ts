/** One state of the fleet, and the jobs that ran while it lasted: nothing changes on a device during a round. */
export interface Round {
  readonly jobs: readonly RoundJob[];
  /** Device → what a correct collector gets from it in this round, with secrets and volatile lines. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface RoundJob {
  readonly id: string;
  readonly devices: readonly string[];
}
