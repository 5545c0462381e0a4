import type { JobStatus, Outcome } from '@netraven/common/message';

export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>;

/** Outcomes after which the newest configuration of the device is in git. */
const successes: readonly Outcome[] = ['changed', 'unchanged', 'superseded', 'coalesced'];

/** The status a job is closed with, from the outcomes of all its tasks. */
export function closedStatus(counts: OutcomeCounts, isCancelled: boolean): JobStatus {
  if (isCancelled) return 'CANCELLED';
  const sum = (names: readonly string[]) =>
    Object.entries(counts).reduce((total, [name, count]) => total + (names.includes(name) ? count : 0), 0);
  const total = sum(Object.keys(counts));
  const succeeded = sum(successes);
  if (total === 0) return 'COMPLETED_NO_DEVICES';
  if (succeeded === total) return 'COMPLETED_SUCCESS';
  return succeeded === 0 ? 'COMPLETED_FAILURE' : 'COMPLETED_PARTIAL_FAILURE';
}
