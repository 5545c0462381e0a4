import type { RuleSet } from './compile-rules.ts';
import { type FingerprintKey, openFingerprinter } from './fingerprint.ts';
import { type LineRedactor, openLineRedactor } from './open-line-redactor.ts';
import { openSections, type Sections } from './sections.ts';

/** Where a value stands that is short or a common word. Never the value. */
export interface WeakSecret {
  readonly kind: string;
  /** Number of the line in the redacted text, from 1. */
  readonly line: number;
}

const MAX_WEAK = 100;

/** A text without its secrets. */
export interface Redaction {
  /** As many lines as before, each in its shape. */
  readonly text: string;
  /** Replaced values by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** Values without a fingerprint: the device encrypts them anew at each read. */
  readonly opaqueCount: number;
  /** Short or common values, which are easily guessed on the device; the first hundred. */
  readonly weak: readonly WeakSecret[];
  /**
   * The values that were replaced, with the token of their first place; without those that may be plain words. In
   * memory only: never stored, logged or sent.
   */
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Puts a token in place of every secret value of a configuration. Pure, and linear in the length of the text: one
 * pass finds the lines that may hold a secret, only those are looked at closely.
 * @param text with `\n` line ends
 * @param scope the device, which keeps fingerprints of the key's distinct kinds apart
 */
export function redactText(text: string, rules: RuleSet, key: FingerprintKey, scope = ''): Redaction {
  const sections = sectionsUpTo(text);
  const lines = openLineRedactor(rules, openFingerprinter(key, scope), sections);
  const weak: WeakSecret[] = [];
  const redacted = redactCandidates(text, { rules, lines, sections, weak });
  const { counts, opaqueCount, values } = lines.tally;
  return { text: redacted, counts, opaqueCount, weak, values };
}

interface Work {
  readonly rules: RuleSet;
  readonly lines: LineRedactor;
  readonly sections: LazySections;
  readonly weak: WeakSecret[];
}

function redactCandidates(text: string, work: Work): string {
  const { rules, lines, sections } = work;
  const lineNumber = countLinesUpTo(text);
  let out = '';
  let copied = 0;
  for (let at = nextCandidate(text, 0, rules); at < text.length; ) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    sections.lineStart = at;
    const redacted = lines.redact(line);
    if (redacted !== line) {
      noteWeak(work, lineNumber, at);
      out += text.slice(copied, at) + redacted;
      copied = end;
    }
    at = lines.isOpen ? end + 1 : nextCandidate(text, end + 1, rules);
  }
  return out + text.slice(copied);
}

function noteWeak({ lines, weak }: Work, lineNumber: (at: number) => number, at: number): void {
  for (const kind of lines.tally.weakKinds)
    if (weak.length < MAX_WEAK) weak.push({ kind, line: lineNumber(at) });
}

/** Numbers the lines, from 1, for positions that only grow. */
function countLinesUpTo(text: string): (at: number) => number {
  let [line, counted] = [1, 0];
  return (at) => {
    for (let end = endOfLine(text, counted); end < at; end = endOfLine(text, counted)) {
      counted = end + 1;
      line++;
    }
    return line;
  };
}

/** Start of the next line that may hold a secret; the length of the text if there is none. */
function nextCandidate(text: string, from: number, { literals, looksEverywhere }: RuleSet): number {
  if (looksEverywhere || from >= text.length) return from;
  const end = literals.firstEnd(text, from);
  return end < 0 ? text.length : text.lastIndexOf('\n', end - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

interface LazySections extends Sections {
  /** Where the line that is looked at begins. */
  lineStart: number;
}

/** Sections that read the lines above only when a rule asks for them, and each line once. */
function sectionsUpTo(text: string): LazySections {
  const sections = openSections();
  let read = 0;
  return {
    lineStart: 0,
    feed: sections.feed,
    has(pattern, line) {
      while (read < this.lineStart) {
        const end = endOfLine(text, read);
        sections.feed(text.slice(read, end));
        read = end + 1;
      }
      return sections.has(pattern, line);
    },
  };
}
