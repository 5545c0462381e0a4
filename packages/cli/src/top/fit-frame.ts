import stringWidth from 'string-width';

const ANSI = /(\u001b\[[0-9;]*m)/;
const RESET = '\u001b[0m';
/** Drawn over the last frame without erasing it first, which would flicker; what is left of longer lines goes. */
const HOME = '\u001b[H';
const ERASE_LINE_END = '\u001b[K';
const ERASE_BELOW = '\u001b[J';
/** Terminals that know it show the frame at once; others ignore it. */
const BEGIN_UPDATE = '\u001b[?2026h';
const END_UPDATE = '\u001b[?2026l';

export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/**
 * What is written to a terminal to show a text in place of the one before: cut to the window, so that nothing wraps or
 * scrolls. The last line of the window is `footer`.
 */
export function fitFrame(text: string, footer: string, { columns, rows }: WindowSize): string {
  const lines = text
    .replace(/\n$/, '')
    .split('\n')
    .slice(0, Math.max(0, rows - 1));
  const filled = [...lines, ...Array.from({ length: Math.max(0, rows - 1 - lines.length) }, () => '')];
  const shown = [...filled, footer].map((line) => cutLine(line, columns) + ERASE_LINE_END);
  return `${BEGIN_UPDATE}${HOME}${shown.join('\r\n')}${ERASE_BELOW}${END_UPDATE}`;
}

/** The beginning of a line that fits; colours do not count, and none goes on behind it. */
export function cutLine(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  let room = columns;
  let cut = '';
  for (const piece of line.split(ANSI)) {
    if (ANSI.test(piece)) {
      cut += piece;
      continue;
    }
    for (const character of piece) {
      room -= stringWidth(character);
      if (room < 0) return cut.includes('\u001b') ? cut + RESET : cut;
      cut += character;
    }
  }
  return cut;
}
