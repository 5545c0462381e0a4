import type { Applicant } from './admit.ts';
import type { Resource } from './limits.ts';

/** What was admitted; to be given back. */
export interface Grant {
  /** Fires once it can no longer be trusted. */
  readonly lost: AbortSignal;
  /** One of the logins has ended, as it may. */
  readonly loginEnded: (resource: Resource) => void;
  readonly release: () => void;
}

export type Answer =
  | { readonly kind: 'admitted'; readonly grant: Grant; readonly resumed: () => void }
  /** Too many wait here already, with better rank: it is to come again. */
  | { readonly kind: 'later' }
  /** The signal fired. */
  | { readonly kind: 'left' };

/** One task, or one login of it, that waits for room. */
export interface Ticket extends Applicant {
  readonly answer: (answer: Answer) => void;
  /** Called once it is clear that it has to wait; undefined for one that keeps its slot. */
  readonly onWait: (() => void) | undefined;
  isParked: boolean;
  waitsFor: readonly Resource[];
}
