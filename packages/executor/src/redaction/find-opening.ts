import { keywordOfElement } from './keyword-net/find-xml-spans.ts';
import { type Keyword, keywordOfName } from './keyword-net/keywords.ts';
import type { Span } from './span.ts';

/** A secret value that begins in one line and goes on in the next. */
export interface Opening {
  readonly kind: string;
  /** The part of it that stands in the first line, if any. */
  readonly span: Span | undefined;
  /** The part of it in a following line: from `start` up to `end`, and whether it ends there. */
  next(line: string): { readonly start: number; readonly end: number; readonly isDone: boolean };
}

/** The value that a line leaves open: of an assignment cut by `\`, or of an XML element without its end. */
export function findOpening(line: string): Opening | undefined {
  if (line.endsWith('\\')) return findContinued(line);
  return line.trimStart().startsWith('<') ? findElement(line) : undefined;
}

/** RouterOS cuts long lines: `password=\`, or within quotes `private-key="abc\`; the rest follows indented. */
function findContinued(line: string): Opening | undefined {
  const end = line.length - 1;
  const quote = openQuote(line, end);
  const equals = quote < 0 ? end - 1 : quote - 1;
  if (line.charAt(equals) !== '=') return undefined;
  const keyword = keywordBefore(line, equals);
  if (keyword === undefined) return undefined;
  const next = quote < 0 ? nextWord : nextQuoted;
  const span =
    quote >= 0 && quote + 1 < end ? { start: quote + 1, end, kind: keyword.kind, opaque: false } : undefined;
  return { kind: keyword.kind, span, next };
}

/** Position of the quote that is open at `end`; -1 if none is. */
function openQuote(line: string, end: number): number {
  let open = -1;
  for (let at = 0; at < end; at++) {
    const char = line.charAt(at);
    if (char === '\\') at++;
    else if (char === '"') open = open < 0 ? at : -1;
  }
  return open;
}

function keywordBefore(line: string, equals: number): Keyword | undefined {
  let start = equals;
  while (start > 0 && equals - start < 64 && /[\w.-]/.test(line.charAt(start - 1))) start--;
  return keywordOfName(line.slice(start, equals));
}

function nextWord(line: string): ReturnType<Opening['next']> {
  const start = firstInk(line);
  if (line.charAt(start) === '"') {
    const { end, isDone } = untilQuote(line, start + 1);
    return { start: start + 1, end, isDone };
  }
  let end = start;
  while (end < line.length && !/\s/.test(line.charAt(end))) end++;
  return { start, end, isDone: true };
}

function nextQuoted(line: string): ReturnType<Opening['next']> {
  const start = firstInk(line);
  return { start, ...untilQuote(line, start) };
}

function untilQuote(line: string, start: number): { end: number; isDone: boolean } {
  for (let at = start; at < line.length; at++) {
    if (line.charAt(at) === '"') return { end: at, isDone: true };
    if (line.charAt(at) === '\\' && at + 1 < line.length) at++;
  }
  const isContinued = line.endsWith('\\');
  return { end: isContinued ? line.length - 1 : line.length, isDone: !isContinued };
}

/** `<prv>` alone, or with the first part of its value, and the end tag some lines below. */
function findElement(line: string): Opening | undefined {
  const open = line.indexOf('<');
  if (line.indexOf('<', open + 1) >= 0 || line.endsWith('/>') || line.endsWith('?>')) return undefined;
  const close = line.indexOf('>', open);
  const name = /^[A-Za-z][\w.:-]{0,63}/.exec(line.slice(open + 1, open + 65))?.[0];
  const keyword = close > 0 && name !== undefined ? keywordOfElement(name) : undefined;
  if (keyword === undefined) return undefined;
  return { kind: keyword.kind, span: undefined, next: nextOfElement };
}

function nextOfElement(line: string): ReturnType<Opening['next']> {
  const tag = line.indexOf('<');
  const start = firstInk(line);
  return { start, end: tag < 0 ? line.trimEnd().length : tag, isDone: tag >= 0 };
}

function firstInk(line: string): number {
  return line.length - line.trimStart().length;
}
