/** What can be done to a running system. */
export const faultKinds = [
  'suspend-executor',
  'kill-executor',
  'kill-dispatcher',
  'kill-git-writer',
  'kill-nats',
  'restart-postgres',
  'fill-disk',
  'cut-nats',
  'freeze-nats',
  'delete-consumer',
  'delete-tasks',
  'delete-bucket',
  'disturb-devices',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** One fault of a plan. */
export interface Fault {
  readonly kind: FaultKind;
  /** From 0 up to 1: which of the things that the fault can hit. */
  readonly aim: number;
  /** Milliseconds since the fault before it. */
  readonly afterMs: number;
  /** How long it lasts; a kill is over at once. */
  readonly forMs: number;
}
