import { countLines, diffLines } from '@netraven/common/diff';

/** A stored diff is cut at a line end below this many characters; the repository has it in full. */
const LONGEST_DIFF = 1024 * 1024;

/** How a configuration differs from the version before it. */
export interface TextChange {
  readonly added: number;
  readonly removed: number;
  /** Unified diff; empty for the first version. */
  readonly diff: string;
}

/** @param previous null for a device's first version: all its lines are added then */
export function compareTexts(previous: string | null, current: string, path: string): TextChange {
  if (previous === null) return { added: countLines(current), removed: 0, diff: '' };
  try {
    const { added, removed, unified } = diffLines(previous, current, {
      labels: [`a/${path}`, `b/${path}`],
    });
    return { added, removed, diff: cutAtLine(unified, LONGEST_DIFF) };
  } catch (error) {
    // A diff of two texts of hundreds of megabytes exceeds the longest string there can be.
    if (!(error instanceof RangeError)) throw error;
    return { added: countLines(current), removed: countLines(previous), diff: '' };
  }
}

/** The whole lines among the first `limit` characters. */
export function cutAtLine(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return text.slice(0, text.lastIndexOf('\n', limit - 1) + 1);
}
