import type { CompiledBlock, RuleSet } from './compile-rules.ts';
import { findOpening, type Opening } from './find-opening.ts';
import { findPemTail } from './find-pem-spans.ts';
import { findSpans } from './find-spans.ts';
import type { Fingerprinter } from './fingerprint.ts';
import { isWeakSecret } from './is-weak-secret.ts';
import { formatToken, OPAQUE } from './secret-token.ts';
import type { Sections } from './sections.ts';
import { mergeSpans, type Span } from './span.ts';

/** What was replaced so far. */
export interface Tally {
  readonly counts: Record<string, number>;
  opaqueCount: number;
  /** Kinds of the weak secrets of the line that was redacted last. */
  weakKinds: string[];
  /** Value → token of its first place; without those that may be plain words. */
  readonly values: Map<string, string>;
}

/**
 * Redacts a text line by line. States: *between* (each line for itself), *in a block* (a rule's secret over several
 * lines, until its end), *in a value* (a value that goes on in the next line, until it ends). A block or value that
 * does not end is left after `MAX_OPEN_LINES`.
 */
export interface LineRedactor {
  /** The line without its secrets; always one line for one. */
  redact(line: string): string;
  /** The next line belongs to a secret that has begun. */
  readonly isOpen: boolean;
  readonly tally: Tally;
}

export const MAX_OPEN_LINES = 2000;
/** Lines that begin and end blocks are short; their patterns see no more of a long one. */
const MAX_MARKER_LINE = 1000;

type State = { readonly block: CompiledBlock } | { readonly opening: Opening } | undefined;

export function openLineRedactor(rules: RuleSet, prints: Fingerprinter, sections: Sections): LineRedactor {
  const tally: Tally = { counts: {}, opaqueCount: 0, weakKinds: [], values: new Map() };
  let state: State;
  let openLines = 0;
  const enter = (next: State) => {
    state = next;
    openLines = 0;
  };
  const replace = (line: string, spans: readonly Span[]) => replaceSpans(line, spans, { prints, tally });
  const between = (line: string) => {
    const marker = line.slice(0, MAX_MARKER_LINE);
    const block = rules.blocks.find((candidate) => candidate.begin.test(marker));
    const spans = findSpans(line, rules, sections);
    const opening = findOpening(line);
    if (block && !block.end.test(marker)) enter({ block });
    else if (opening) enter({ opening });
    return replace(line, opening?.span ? mergeSpans([...spans, opening.span]) : spans);
  };
  const goOn = (line: string, opening: Opening) => {
    const { start, end, isDone } = opening.next(line);
    const value: Span[] = end > start ? [{ start, end, kind: opening.kind, opaque: false }] : [];
    if (!isDone) return replace(line, value);
    // The rest of the line is looked at by itself, at its own place.
    const rest = ' '.repeat(end) + line.slice(end);
    const following = findOpening(rest);
    state = undefined;
    if (following) enter({ opening: following });
    const spans = [...value, ...findSpans(rest, rules, sections)];
    return replace(line, mergeSpans(following?.span ? [...spans, following.span] : spans));
  };
  return {
    tally,
    get isOpen() {
      return state !== undefined;
    },
    redact(line) {
      if (state !== undefined && ++openLines > MAX_OPEN_LINES) state = undefined;
      if (state === undefined) return between(line);
      if ('block' in state) {
        if (!state.block.end.test(line.slice(0, MAX_MARKER_LINE)))
          return replace(line, wholeLine(line, state.block));
        state = undefined;
        return replace(line, mergeSpans([...findPemTail(line), ...findSpans(line, rules, sections)]));
      }
      return goOn(line, state.opening);
    },
  };
}

/** A line of a block keeps its indentation. */
function wholeLine(line: string, { kind, opaque }: { kind: string; opaque: boolean }): Span[] {
  const start = line.length - line.trimStart().length;
  const end = line.trimEnd().length;
  return end > start ? [{ start, end, kind, opaque }] : [];
}

function replaceSpans(
  line: string,
  spans: readonly Span[],
  { prints, tally }: { prints: Fingerprinter; tally: Tally },
): string {
  tally.weakKinds = [];
  if (spans.length === 0) return line;
  let out = '';
  let at = 0;
  for (const { start, end, kind, opaque, isGuess } of spans) {
    const value = line.slice(start, end);
    const token =
      prints.placeholderOf?.(value) ?? formatToken(kind, opaque ? OPAQUE : prints.of(value, kind));
    tally.counts[kind] = (tally.counts[kind] ?? 0) + 1;
    if (opaque) tally.opaqueCount++;
    else if (isWeakSecret(value)) tally.weakKinds.push(kind);
    if (!isGuess && !tally.values.has(value)) tally.values.set(value, token);
    out += line.slice(at, start) + token;
    at = end;
  }
  return out + line.slice(at);
}
