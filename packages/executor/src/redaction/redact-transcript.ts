import type { Transcript, TranscriptEntry } from './transcript.ts';

export interface TranscriptOptions {
  /** Lines with one of these words, whatever their case, become `[REDACTED LINE]`. */
  readonly keywords: readonly string[];
  /** A longer connection log loses its middle; in bytes of UTF-8. */
  readonly maxBytes: number;
  /** Output of configuration commands stays in full instead of one line. */
  readonly keepConfig: boolean;
}

export const defaultTranscriptOptions: TranscriptOptions = {
  keywords: ['password', 'secret', 'community', 'key'],
  maxBytes: 256 * 1024,
  keepConfig: false,
};

export interface TranscriptTools {
  /** Replaces secret values, line for line. */
  readonly redact: (text: string) => string;
  /** Replaces values that are known to be secret, and nothing else, line for line. */
  readonly redactKnown: (text: string) => string;
  /** Identifies an output without showing it; keyed, or its secrets could be guessed from it. */
  readonly digest: (text: string) => string;
}

export const REDACTED_LINE = '[REDACTED LINE]';

/**
 * The connection log of a session: what the device printed after `<`, what was typed without its showing it after
 * `>`, netraven's notes after `#`, output of configuration commands as one line with its number of lines and digest.
 * Values are redacted first; then every line with a keyword goes as a whole, since here nobody misses it. Notes are
 * the exception: they say why a session failed, and "password refused" is no password.
 */
export function redactTranscript(
  transcript: Transcript,
  tools: TranscriptTools,
  options: TranscriptOptions = defaultTranscriptOptions,
): string {
  const lines = transcript.entries.flatMap((entry) =>
    linesOf(entry, tools, options).map((text) => ({ text, isNote: entry.kind === 'note' })),
  );
  const keywords = options.keywords.map((word) => word.toLowerCase()).filter((word) => word !== '');
  // Apart from each other, so that a note does not end a key of several lines that it stands in.
  const texts = (isNote: boolean) => lines.filter((line) => line.isNote === isNote).map(({ text }) => text);
  const notes = redactLines(texts(true), tools.redactKnown).values();
  const others = redactLines(texts(false), tools.redact)
    .map((line) => (holdsKeyword(line, keywords) ? REDACTED_LINE : line))
    .values();
  const kept = lines.map(({ isNote }) => (isNote ? notes : others).next().value ?? '');
  return capLines(kept, options.maxBytes);
}

function redactLines(lines: readonly string[], redact: (text: string) => string): string[] {
  return lines.length === 0 ? [] : redact(lines.join('\n')).split('\n');
}

const marks = { sent: '>', received: '<', note: '#' } as const;

function linesOf(entry: TranscriptEntry, { digest }: TranscriptTools, options: TranscriptOptions): string[] {
  const mark = marks[entry.kind];
  const lines = entry.text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (entry.config && !options.keepConfig) {
    return [`${mark} [configuration: ${lines.length} lines, ${digest(entry.text)}]`];
  }
  return lines.map((line) => `${mark} ${line}`);
}

function holdsKeyword(line: string, keywords: readonly string[]): boolean {
  const lower = line.toLowerCase();
  return keywords.some((word) => lower.includes(word));
}

/** Keeps the two ends: a session fails at its end, and its login stands at its start. */
function capLines(lines: readonly string[], maxBytes: number): string {
  const sizes = lines.map((line) => Buffer.byteLength(line) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= maxBytes) return joinLines(lines);
  const head = countWithin(sizes, maxBytes / 2);
  const tail = countWithin(sizes.slice(head).reverse(), maxBytes / 2);
  const left = lines.length - head - tail;
  return joinLines([
    ...lines.slice(0, head),
    `[${left} lines left out]`,
    ...lines.slice(lines.length - tail),
  ]);
}

function countWithin(sizes: readonly number[], limit: number): number {
  let sum = 0;
  const end = sizes.findIndex((size) => {
    sum += size;
    return sum > limit;
  });
  return end < 0 ? sizes.length : end;
}

function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
