import type { Change } from './find-changes.ts';
import type { InternedLines } from './intern-lines.ts';

export interface UnifiedOptions {
  readonly labels: readonly [string, string];
  readonly context: number;
  /** Whether the last line of each text has its line end. */
  readonly isTerminated: readonly [boolean, boolean];
}

/**
 * The changes as a unified diff.
 * @see https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
 */
export function formatUnified(
  lines: InternedLines,
  changes: readonly Change[],
  options: UnifiedOptions,
): string {
  if (changes.length === 0) return '';
  const out = [`--- ${options.labels[0]}`, `+++ ${options.labels[1]}`];
  for (const group of groupByContext(changes, options.context)) writeHunk(out, { lines, group, options });
  return `${out.join('\n')}\n`;
}

/** Changes whose surroundings touch stand in one hunk. */
function groupByContext(changes: readonly Change[], context: number): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && change.previousStart - last.previousEnd <= 2 * context) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

interface Hunk {
  readonly lines: InternedLines;
  readonly group: readonly Change[];
  readonly options: UnifiedOptions;
}

function writeHunk(out: string[], hunk: Hunk): void {
  const first = hunk.group[0];
  const last = hunk.group.at(-1);
  if (!first || !last) return;
  const before = Math.min(hunk.options.context, first.previousStart);
  const after = Math.min(hunk.options.context, hunk.lines.previousLines.length - last.previousEnd);
  const previousStart = first.previousStart - before;
  const currentStart = first.currentStart - before;
  out.push(
    `@@ -${range(previousStart, last.previousEnd + after)} +${range(currentStart, last.currentEnd + after)} @@`,
  );
  let at = previousStart;
  for (const change of hunk.group) {
    writeLines(out, hunk, ['previous', ' ', at, change.previousStart]);
    writeLines(out, hunk, ['previous', '-', change.previousStart, change.previousEnd]);
    writeLines(out, hunk, ['current', '+', change.currentStart, change.currentEnd]);
    at = change.previousEnd;
  }
  writeLines(out, hunk, ['previous', ' ', at, last.previousEnd + after]);
}

/** First line and count, 1-based; a count of one is left out, an empty range names the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  if (count === 1) return `${start + 1}`;
  return `${count === 0 ? start : start + 1},${count}`;
}

type Part = readonly [side: 'previous' | 'current', sign: string, start: number, end: number];

function writeLines(out: string[], hunk: Hunk, [side, sign, start, end]: Part): void {
  const texts = side === 'previous' ? hunk.lines.previousLines : hunk.lines.currentLines;
  const isTerminated = hunk.options.isTerminated[side === 'previous' ? 0 : 1];
  for (let index = start; index < end; index++) {
    out.push(`${sign}${texts[index] ?? ''}`);
    if (!isTerminated && index === texts.length - 1) out.push('\\ No newline at end of file');
  }
}
