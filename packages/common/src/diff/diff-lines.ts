import { type Change, findChanges, MAX_COMPARISONS } from './find-changes.ts';
import { formatUnified } from './format-unified.ts';
import { internLines } from './intern-lines.ts';

export interface DiffOptions {
  /** Stand after `---` and `+++`; git's words for a new or removed file are `/dev/null`. */
  readonly labels?: readonly [previous: string, current: string];
  /** Unchanged lines around a change. */
  readonly context?: number;
  /** Bound of the exact search, in comparisons of two lines. */
  readonly maxComparisons?: number;
}

/** The difference of two texts, line by line. */
export interface LineDiff {
  readonly added: number;
  readonly removed: number;
  readonly changes: readonly Change[];
  /** Unified diff as git and `patch` read it; empty when the texts are equal. */
  readonly unified: string;
  /** The bound was reached: right, but perhaps not the smallest. */
  readonly coarse: boolean;
}

/**
 * Compares two texts line by line. Cost grows with the length and the number of changes, never with their product
 * beyond `maxComparisons`; above it a coarser, n log n search takes over.
 */
export function diffLines(previous: string, current: string, options: DiffOptions = {}): LineDiff {
  if (previous === current) return { added: 0, removed: 0, changes: [], unified: '', coarse: false };
  const lines = internLines(previous, current);
  const { changes, coarse } = findChanges(
    lines.previous,
    lines.current,
    options.maxComparisons ?? MAX_COMPARISONS,
  );
  let [added, removed] = [0, 0];
  for (const change of changes) {
    added += change.currentEnd - change.currentStart;
    removed += change.previousEnd - change.previousStart;
  }
  const unified = formatUnified(lines, changes, {
    labels: options.labels ?? ['a', 'b'],
    context: options.context ?? 3,
    isTerminated: [previous.endsWith('\n'), current.endsWith('\n')],
  });
  return { added, removed, changes, unified, coarse };
}
