/** Two texts as sequences of small numbers: equal lines have equal numbers, so that comparing one is one step. */
export interface InternedLines {
  readonly previous: Int32Array;
  readonly current: Int32Array;
  readonly previousLines: readonly string[];
  readonly currentLines: readonly string[];
}

/** Splits at `\n`. A last line that lacks its line end differs from the same line with one. */
export function internLines(previous: string, current: string): InternedLines {
  const ids = new Map<string, number>();
  const previousLines = splitLines(previous);
  const currentLines = splitLines(current);
  return {
    previous: toIds(previousLines, ids, previous.endsWith('\n')),
    current: toIds(currentLines, ids, current.endsWith('\n')),
    previousLines,
    currentLines,
  };
}

function splitLines(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function toIds(lines: readonly string[], ids: Map<string, number>, isTerminated: boolean): Int32Array {
  const sequence = new Int32Array(lines.length);
  for (const [index, line] of lines.entries()) {
    // No line holds a line feed, so this key is the open last line alone.
    const key = isTerminated || index < lines.length - 1 ? line : `${line}\n`;
    let id = ids.get(key);
    if (id === undefined) {
      id = ids.size;
      ids.set(key, id);
    }
    sequence[index] = id;
  }
  return sequence;
}
