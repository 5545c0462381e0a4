import { isUtf8 } from 'node:buffer';
import { renderLine } from './render-line.ts';

/** A carriage return before a line feed, or several, does not show. */
const NEEDS_RENDERING = /[\u0000\u0007\u0008\u000e\u000f\u001b]|\r(?![\r\n])/;
const BEYOND_ASCII = /[\u0080-\u00ff]/;

/**
 * The lines a terminal shows of a session's bytes, one after the other, without their trailing blanks.
 * @param raw bytes as a latin1 string, so that no packet boundary can fall inside a character
 */
export function renderLines(raw: string): string[] {
  let text = raw;
  const plain = !NEEDS_RENDERING.test(text);
  if (!plain && text.includes('\u001bE')) text = text.replaceAll('\u001bE', '\n');
  const ascii = !BEYOND_ASCII.test(text);
  return text.split('\n').map((line) => {
    const shown = trimBlanks(plain ? line : renderLine(line));
    return ascii ? shown : decodeLine(shown);
  });
}

/** Lines as stored: `\n` after each, no blank ones at either end; empty text stays empty. */
export function joinLines(lines: readonly string[]): string {
  let first = 0;
  let last = lines.length;
  while (first < last && lines[first] === '') first++;
  while (last > first && lines[last - 1] === '') last--;
  return first === last ? '' : `${lines.slice(first, last).join('\n')}\n`;
}

/** Without blanks at the end; looks at each character once, which a regular expression would not. */
function trimBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && isBlank(line.charCodeAt(end - 1))) end--;
  return end === line.length ? line : line.slice(0, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 0;
}

/** UTF-8 where the bytes are UTF-8, else latin1: old systems print names as they were typed. */
function decodeLine(line: string): string {
  if (!BEYOND_ASCII.test(line)) return line;
  const bytes = Buffer.from(line, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : line;
}
