import { type Facts, MAX_WEAK_LINES } from '@netraven/common/message';
import type { RedactionFacts } from '../thread/capture-input.ts';

/** What the job log tells about the redaction of a changed configuration: kinds, numbers and lines, never a value. */
export interface RedactionNote {
  readonly level: 'info' | 'warn';
  readonly message: string;
}

const MAX_LISTED = 12;

export function describeRedaction({ counts, leakCount, weak }: RedactionFacts): readonly RedactionNote[] {
  const notes: RedactionNote[] = [];
  const values = Object.values(counts).reduce((sum, number) => sum + number, 0);
  if (values > 0) {
    const kinds = Object.entries(counts).map(([kind, number]) => `${kind} ${number}`);
    notes.push({ level: 'info', message: `${values} secret values became tokens: ${kinds.join(', ')}` });
  }
  if (leakCount > 0) {
    notes.push({
      level: 'info',
      message: `secrets stood in ${leakCount} more places, which became tokens too`,
    });
  }
  if (weak.length > 0) {
    const places = weak.slice(0, MAX_LISTED).map(({ kind, line }) => `${kind} in line ${line}`);
    const more = weak.length > MAX_LISTED ? ` and ${weak.length - MAX_LISTED} more` : '';
    notes.push({
      level: 'warn',
      message: `weak secrets, short or common words, hidden only where they stand: ${places.join(', ')}${more}`,
    });
  }
  return notes;
}

/** How many weak secrets there are, and in which lines. */
export function locateWeakSecrets({ weak }: Pick<RedactionFacts, 'weak'>): NonNullable<Facts['weakSecrets']> {
  const lines = [...new Set(weak.map(({ line }) => line))];
  return { count: weak.length, lines: lines.slice(0, MAX_WEAK_LINES) };
}
