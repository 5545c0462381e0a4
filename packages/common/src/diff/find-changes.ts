import diffSequences from 'diff-sequences';
import { anchorRuns } from './anchor-runs.ts';

/** Lines `previousStart` up to `previousEnd` give way to lines `currentStart` up to `currentEnd`; 0-based, end excluded. */
export interface Change {
  readonly previousStart: number;
  readonly previousEnd: number;
  readonly currentStart: number;
  readonly currentEnd: number;
}

export interface FoundChanges {
  readonly changes: readonly Change[];
  /** The bound was reached: the changes are right but may be larger than the smallest ones. */
  readonly coarse: boolean;
}

/** Equal lines one after the other in both texts. */
export interface Run {
  readonly previous: number;
  readonly current: number;
  readonly length: number;
}

/**
 * Comparisons of lines before the exact search gives way to the coarse one. 100,000 lines with 5000 changes spread
 * over them stay below it; it holds the worst case to some hundred milliseconds.
 */
export const MAX_COMPARISONS = 20_000_000;

/**
 * What has to change in `previous` to get `current`: the smallest set of lines (Myers, O(ND)) within the bound, else
 * the lines between those that occur once in both. The same input always gives the same changes.
 */
export function findChanges(
  previous: Int32Array,
  current: Int32Array,
  maxComparisons = MAX_COMPARISONS,
): FoundChanges {
  const head = commonHead(previous, current);
  const tail = commonTail(previous, current, head);
  const a = keepShared(previous, head, tail, current);
  const b = keepShared(current, head, tail, previous);
  const exact = exactRuns(a.ids, b.ids, maxComparisons);
  const runs = exact ?? anchorRuns(a.ids, b.ids);
  const changes = toChanges({ runs, a: a.at, b: b.at }, [previous.length, current.length], [head, tail]);
  return { changes, coarse: exact === undefined };
}

function commonHead(a: Int32Array, b: Int32Array): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at++;
  return at;
}

function commonTail(a: Int32Array, b: Int32Array, head: number): number {
  const end = Math.min(a.length, b.length) - head;
  let length = 0;
  while (length < end && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

/** The middle without lines that the other text lacks: those can be in no common sequence, and cost the search most. */
function keepShared(
  ids: Int32Array,
  head: number,
  tail: number,
  other: Int32Array,
): { ids: Int32Array; at: Int32Array } {
  const there = new Set<number>();
  for (let index = head; index < other.length - tail; index++) there.add(other[index] ?? -1);
  const kept = new Int32Array(Math.max(0, ids.length - head - tail));
  const at = new Int32Array(kept.length);
  let count = 0;
  for (let index = head; index < ids.length - tail; index++) {
    const id = ids[index] ?? -1;
    if (!there.has(id)) continue;
    kept[count] = id;
    at[count++] = index;
  }
  return { ids: kept.subarray(0, count), at: at.subarray(0, count) };
}

/** Thrown through the library, which has no other way to be stopped. */
const tooFar = new Error('too many comparisons');

function exactRuns(a: Int32Array, b: Int32Array, maxComparisons: number): Run[] | undefined {
  const runs: Run[] = [];
  let left = maxComparisons;
  const isCommon = (x: number, y: number) => {
    if (left-- === 0) throw tooFar;
    return a[x] === b[y];
  };
  try {
    diffSequences.default(a.length, b.length, isCommon, (length, x, y) => {
      runs.push({ previous: x, current: y, length });
    });
    return runs;
  } catch (thrown) {
    if (thrown === tooFar) return undefined;
    throw thrown;
  }
}

interface MappedRuns {
  readonly runs: readonly Run[];
  readonly a: Int32Array;
  readonly b: Int32Array;
}

function toChanges(mapped: MappedRuns, lengths: [number, number], ends: [number, number]): Change[] {
  const changes: Change[] = [];
  const [head, tail] = ends;
  let [x, y] = [head, head];
  const upTo = (nextX: number, nextY: number) => {
    if (x < nextX || y < nextY) {
      changes.push({ previousStart: x, previousEnd: nextX, currentStart: y, currentEnd: nextY });
    }
    [x, y] = [nextX + 1, nextY + 1];
  };
  for (const run of mapped.runs) {
    for (let index = 0; index < run.length; index++) {
      upTo(mapped.a[run.previous + index] ?? 0, mapped.b[run.current + index] ?? 0);
    }
  }
  upTo(lengths[0] - tail, lengths[1] - tail);
  return changes;
}
