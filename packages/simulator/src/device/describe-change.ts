const CONTEXT_LINES = 3;

/** What a change did to the configuration text, as a correct diff must show it. */
export interface TextChange {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** One hunk in the unified format with three lines of context, without file headers; empty when nothing changed. */
  readonly diff: string;
}

/** Compares two texts that differ in one place: all between their common beginning and end is the change. */
export function describeChange(before: readonly string[], after: readonly string[]): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const removed = before.slice(start, before.length - end);
  const added = after.slice(start, after.length - end);
  if (removed.length + added.length === 0) return { removed, added, diff: '' };

  const above = before.slice(Math.max(0, start - CONTEXT_LINES), start);
  const below = before.slice(
    before.length - end,
    Math.min(before.length, before.length - end + CONTEXT_LINES),
  );
  const first = start - above.length + 1;
  const span = (count: number) => `${first},${above.length + count + below.length}`;
  const lines = [
    `@@ -${span(removed.length)} +${span(added.length)} @@`,
    ...above.map((line) => ` ${line}`),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...below.map((line) => ` ${line}`),
  ];
  return { removed, added, diff: `${lines.join('\n')}\n` };
}
