/** A secret value in a line: from `start` up to, without, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly opaque: boolean;
  /** Taken for a value because it stands after a keyword, though it reads like a plain word. */
  readonly isGuess?: boolean;
}

/**
 * Spans in order and apart: those that overlap become one, with the kind of the one that was found first, opaque if
 * any is, a guess only if all are. Failing towards redaction: nothing that some rule covers stays.
 */
export function mergeSpans(found: readonly Span[]): readonly Span[] {
  if (found.length < 2) return found;
  const order = found.map((span, rank) => ({ span, rank }));
  order.sort((a, b) => a.span.start - b.span.start || a.rank - b.rank);
  const merged: (Mutable<Span> & { rank: number })[] = [];
  for (const { span, rank } of order) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push({ ...span, rank });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    last.opaque ||= span.opaque;
    last.isGuess = last.isGuess === true && span.isGuess === true;
    if (rank < last.rank) [last.kind, last.rank] = [span.kind, rank];
  }
  return merged;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
