import type { Run } from './find-changes.ts';

/**
 * Common lines found in n log n: those that occur once in both texts, as many of them as stand in the same order
 * (the anchors of patience diff), each grown up and down while the lines are equal.
 */
export function anchorRuns(a: Int32Array, b: Int32Array): Run[] {
  const anchors = longestRising(uniquePairs(a, b));
  const runs: Run[] = [];
  let [endA, endB] = [0, 0];
  for (const [x, y] of anchors) {
    if (x < endA || y < endB) continue;
    let [startA, startB] = [x, y];
    while (startA > endA && startB > endB && a[startA - 1] === b[startB - 1]) {
      startA--;
      startB--;
    }
    [endA, endB] = [x + 1, y + 1];
    while (endA < a.length && endB < b.length && a[endA] === b[endB]) {
      endA++;
      endB++;
    }
    runs.push({ previous: startA, current: startB, length: endA - startA });
  }
  return runs;
}

type Pair = readonly [number, number];

/** Positions of the lines that occur once in both, in the order of `a`. */
function uniquePairs(a: Int32Array, b: Int32Array): Pair[] {
  const inA = onlyPositions(a);
  const inB = onlyPositions(b);
  const pairs: Pair[] = [];
  for (const [id, x] of inA) {
    const y = inB.get(id);
    if (x >= 0 && y !== undefined && y >= 0) pairs.push([x, y]);
  }
  return pairs;
}

/** Position of each line, -1 where it occurs more than once; in the order of first occurrence. */
function onlyPositions(ids: Int32Array): Map<number, number> {
  const positions = new Map<number, number>();
  for (const [at, id] of ids.entries()) positions.set(id, positions.has(id) ? -1 : at);
  return positions;
}

/** The longest subsequence whose second numbers rise; patience sorting. */
function longestRising(pairs: readonly Pair[]): Pair[] {
  const tops: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  const yOf = (index: number | undefined) => pairs[index ?? -1]?.[1] ?? 0;
  for (const [index, [, y]] of pairs.entries()) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (yOf(tops[middle]) < y) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tops[low - 1] ?? -1) : -1;
    tops[low] = index;
  }
  const rising: Pair[] = [];
  for (let index = tops.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const pair = pairs[index];
    if (pair) rising.push(pair);
  }
  return rising.reverse();
}
