/** The first lines of a unified diff. */
export interface CutDiff {
  readonly diff: string;
  readonly omittedLines: number;
}

/**
 * Cuts a diff to so many lines, its two header lines not counted.
 * @param totalLines of the whole diff, of which `text` may be only the beginning
 */
export function cutDiff(text: string, totalLines: number, mostLines: number): CutDiff {
  if (mostLines === 0) return { diff: '', omittedLines: totalLines };
  const lines = text.split('\n').slice(0, -1);
  const kept = lines.slice(0, mostLines + (text.startsWith('--- ') ? 2 : 0));
  return {
    diff: kept.map((line) => `${line}\n`).join(''),
    omittedLines: Math.max(0, totalLines - kept.length),
  };
}
