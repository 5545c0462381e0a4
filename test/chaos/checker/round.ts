/** What happened between two looks at the devices: jobs, and the states each device had while they ran. */
export interface Round {
  readonly jobs: readonly RoundJob[];
  /** Device → its states in this round in order; the first at its beginning, the others since a change in mid-job. */
  readonly states: ReadonlyMap<string, readonly DeviceState[]>;
}

/** What a correct collector gets from a device, with secrets and volatile lines, and where it belongs. */
export interface DeviceState {
  readonly site: string;
  readonly text: string;
}

export interface RoundJob {
  readonly id: string;
  readonly devices: readonly string[];
  /** Whether it was cancelled while it ran: its tasks may end as such, or not exist when it was not yet expanded. */
  readonly isCancelled: boolean;
}
