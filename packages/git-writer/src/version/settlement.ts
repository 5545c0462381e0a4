import type { ErrorRecord } from '@netraven/common';
import type { Outcome, Snapshot } from '@netraven/common/message';
import type { Version } from './version.ts';

/** How one capture ended: what the database records of it, in one transaction with the rest of its batch. */
export interface Settlement {
  readonly snapshot: SettledSnapshot;
  readonly outcome: Outcome;
  readonly error: ErrorRecord | null;
  /** The commit that holds it, when the outcome is `changed`. */
  readonly version: Version | null;
  /** Who can open its original from now on, where that changed without a new version. */
  readonly seal: Seal | null;
  /** Its text, where git holds it but the inventory has no current text of the device. */
  readonly missingHead: MissingHead | null;
  /** Whether newer captures are measured against its fence. */
  readonly raisesFence: boolean;
}

/** What is recorded of a snapshot, also where only its commit is left of it. */
export interface SettledSnapshot
  extends Pick<Snapshot, 'capture' | 'task' | 'job' | 'site' | 'fence' | 'capturedAt'> {
  readonly device: Pick<Snapshot['device'], 'id' | 'name'>;
}

/** A commit that replaces nothing but a sealed original. */
export interface Seal {
  readonly commit: string;
  /** See `recipientsDigest`. */
  readonly sealedTo: string | null;
}

export interface MissingHead {
  readonly text: string;
  readonly hash: string;
}
