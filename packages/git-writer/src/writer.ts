import { type Logger, MINUTE, SECOND } from '@netraven/common';
import type { Inventory } from '@netraven/common/inventory';
import type { JetStreamManager, NatsConnection } from 'nats';
import type { WriterLocks } from './repository/hold-locks.ts';
import type { Repository } from './repository/repository.ts';
import type { Intake } from './snapshot/open-intake.ts';

/**
 * What a git-writer is doing: taking its locks, waiting for another one to end, putting the repository right, writing, or waiting to
 * try again after a failure.
 */
export const writerStatuses = ['starting', 'standby', 'recovering', 'writing', 'failing', 'stopped'] as const;
export type WriterStatus = (typeof writerStatuses)[number];

/** Since the start of the process; answered by `$SRV.STATS`. */
export interface WriterCounters {
  batches: number;
  changed: number;
  unchanged: number;
  superseded: number;
  settledBefore: number;
  failed: number;
  refused: number;
  failures: number;
  maintenances: number;
}

export function newCounters(): WriterCounters {
  return {
    batches: 0,
    changed: 0,
    unchanged: 0,
    superseded: 0,
    settledBefore: 0,
    failed: 0,
    refused: 0,
    failures: 0,
    maintenances: 0,
  };
}

/** How a writer behaves. */
export interface WriterSettings {
  /** Packs are consolidated when there are this many. */
  readonly maintenancePacks: number;
  /** A snapshot whose chunks are not there is looked at again after this long. */
  readonly lookAgainMs: number;
  /** A chunk that is not there this long after its snapshot is lost. */
  readonly longestChunkWaitMs: number;
}

export const defaultSettings: WriterSettings = {
  maintenancePacks: 50,
  lookAgainMs: 5 * SECOND,
  longestChunkWaitMs: 10 * MINUTE,
};

/** What a writer has from its start to its end, active or not. */
export interface WriterContext {
  readonly gitDir: string;
  readonly settings: WriterSettings;
  readonly connection: NatsConnection;
  readonly inventory: Inventory;
  readonly log: Logger;
  readonly counters: WriterCounters;
}

/** What it has while it is the active one. */
export interface ActiveWriter extends WriterContext {
  readonly repository: Repository;
  readonly locks: WriterLocks;
  readonly intake: Intake;
  readonly manager: JetStreamManager;
}
