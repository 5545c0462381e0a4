import { type Keyword, keywordOf, keywordOfName } from './keywords.ts';
import { matchQuotes } from './match-quotes.ts';

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

/**
 * The words of a line in order. Quotes count where they stand around a word or text; a quote without its fellow is
 * no part of any word. Linear in the length of the line.
 */
export function splitWords(line: string): Word[] {
  const words: Word[] = [];
  const closingQuote = matchQuotes(line);
  // A backslash at the end of a line says that it goes on.
  const stop = line.endsWith('\\') ? line.length - 1 : line.length;
  let at = 0;
  while (at < stop) {
    const char = line.charAt(at);
    if (char === ' ' || char === '\t') {
      at++;
    } else if (isEscapedQuote(line, at)) {
      at += 2;
    } else if (char === '"' || char === "'") {
      const close = closingQuote(at);
      if (close !== undefined) words.push(makeWord(line, at + 1, close, { isQuoted: true }));
      at = (close ?? at) + 1;
    } else if (PUNCTUATION.includes(char)) {
      words.push(makeWord(line, at, at + 1, { isPunctuation: true }));
      at++;
    } else {
      const word = readWord(line, { start: at, stop }, isAssigned(words, at));
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

/** After `password=` everything up to the next blank is the value, whatever signs it holds. */
function isAssigned(words: readonly Word[], at: number): boolean {
  const last = words.at(-1);
  if (last?.isPunctuation !== true || last.end !== at) return false;
  return (last.text === '=' || last.text === ':') && words.at(-2)?.keyword !== undefined;
}

function readWord(line: string, { start, stop }: { start: number; stop: number }, isValue: boolean): Word {
  let end = start + 1;
  for (; end < stop; end++) {
    const char = line.charAt(end);
    if (char === ' ' || char === '\t' || isEscapedQuote(line, end)) break;
    if (!isValue && (char === '=' || char === ':') && isKeyword(line, start, end)) break;
  }
  if (end - start > 1 && line.charAt(end - 1) === ';') end--;
  return makeWord(line, start, end, { isValue });
}

const MAX_KEYWORD = 70;

function isKeyword(line: string, start: number, end: number): boolean {
  return end - start <= MAX_KEYWORD && announced(line.slice(start, end), line.charAt(end)) !== undefined;
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
  if (text.length > MAX_KEYWORD) return undefined;
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
