import { type Keyword, keywordOf, keywordOfName } from './keywords.ts';

/** A word of a line, a text in quotes, or one sign of punctuation. */
export interface Word {
  /** Position of the text, without its quotes. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lower: string;
  readonly isQuoted: boolean;
  readonly isPunctuation: boolean;
  readonly keyword: Keyword | undefined;
}

const PUNCTUATION = ';,{}()[]|=:';
const AFTER_QUOTE = ' \t;,:=)]}>|\\';
/** What stands on the two sides of a quote that opens a text. */
const OPENING = /[\s{[(,=:]["'][\w$]/;

/**
 * The words of a line in order. Quotes count where they stand around a word or text; a quote without its fellow is
 * no part of any word. Linear in the length of the line.
 */
export function splitWords(line: string): Word[] {
  const words: Word[] = [];
  const unclosed = new Set<string>();
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === ' ' || char === '\t') {
      at++;
    } else if (isEscapedQuote(line, at)) {
      at += 2;
    } else if (char === '"' || char === "'") {
      const close = unclosed.has(char) ? NONE : closingQuote(line, at);
      if (close === NONE) unclosed.add(char);
      if (close > 0) words.push(makeWord(line, at + 1, close, { isQuoted: true }));
      at = close < 0 ? at + 1 : close + 1;
    } else if (PUNCTUATION.includes(char)) {
      words.push(makeWord(line, at, at + 1, { isPunctuation: true }));
      at++;
    } else {
      const word = readWord(line, at, isAssigned(words, at));
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

const NONE = -1;
const STRAY = -2;

/**
 * Position of the quote that ends the text begun at `open`; `NONE` if the line has no such quote, `STRAY` if another
 * text begins before one.
 */
function closingQuote(line: string, open: number): number {
  const quote = line.charAt(open);
  for (let at = line.indexOf(quote, open + 1); at >= 0; at = line.indexOf(quote, at + 1)) {
    if (line.charAt(at - 1) === '\\' && line.charAt(at - 2) !== '\\') continue;
    if (at + 1 === line.length || AFTER_QUOTE.includes(line.charAt(at + 1))) return at;
    if (OPENING.test(line.slice(at - 1, at + 2))) return STRAY;
  }
  return NONE;
}

/** After `password=` everything up to the next blank is the value, whatever signs it holds. */
function isAssigned(words: readonly Word[], at: number): boolean {
  const last = words.at(-1);
  if (last?.isPunctuation !== true || last.end !== at) return false;
  return (last.text === '=' || last.text === ':') && words.at(-2)?.keyword !== undefined;
}

function readWord(line: string, start: number, isValue: boolean): Word {
  let end = start + 1;
  for (; end < line.length; end++) {
    const char = line.charAt(end);
    if (char === ' ' || char === '\t' || isEscapedQuote(line, end)) break;
    if (!isValue && char === '=' && keywordOfName(bare(line.slice(start, end)))) break;
    if (!isValue && char === ':' && keywordOf(bare(line.slice(start, end)))) break;
  }
  if (end - start > 1 && line.charAt(end - 1) === ';') end--;
  return makeWord(line, start, end, { isValue });
}

function makeWord(
  line: string,
  start: number,
  end: number,
  facts: { isQuoted?: boolean; isPunctuation?: boolean; isValue?: boolean },
): Word {
  const text = line.slice(start, end);
  const isPunctuation = facts.isPunctuation ?? false;
  return {
    start,
    end,
    text,
    lower: text.toLowerCase(),
    isQuoted: facts.isQuoted ?? false,
    isPunctuation,
    keyword: isPunctuation || facts.isValue ? undefined : announced(text, line.charAt(end)),
  };
}

function announced(text: string, next: string): Keyword | undefined {
  return next === '=' ? keywordOfName(bare(text)) : keywordOf(bare(text));
}

/** Quotes of a text within a text, as in JSON that holds JSON, part words as quotes do. */
function isEscapedQuote(line: string, at: number): boolean {
  return line.charAt(at) === '\\' && (line.charAt(at + 1) === '"' || line.charAt(at + 1) === "'");
}

/** Without the quotes of a text within a text: `\\"password\\"` in JSON that holds JSON. */
function bare(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && QUOTES.includes(text.charAt(start))) start++;
  while (end > start && QUOTES.includes(text.charAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

const QUOTES = '"\'\\@';
