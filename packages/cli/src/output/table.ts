import stringWidth from 'string-width';
import { printable } from './printable.ts';
import { paint, type Style, type Tone } from './style.ts';

/** A cell with its tone. */
export interface ToneCell {
  readonly text: string;
  readonly tone: Tone;
}

export type Cell = string | number | null | ToneCell;

const GAP = '  ';

/**
 * Columns under their headings, ending with a newline; nothing at all without rows. Cells hold one line each: a
 * table is read by people and by `grep`. Its cost grows with the rows alone, since a fleet has thousands; the table
 * libraries compare every cell with every other.
 */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  style: Style,
): string {
  if (rows.length === 0) return '';
  const lines = [head.map(readTitle), ...rows.map((row) => row.map(readCell))];
  const widths = head.map((_title, column) =>
    lines.reduce((widest, line) => Math.max(widest, line[column]?.width ?? 0), 0),
  );
  return lines.map((line) => formatLine(line, widths, style)).join('');
}

interface ReadCell {
  readonly text: string;
  readonly tone: Tone | undefined;
  /** In columns of a terminal. */
  readonly width: number;
}

function readTitle(title: string): ReadCell {
  const text = title.toUpperCase();
  return { text, tone: 'dim', width: widthOf(text) };
}

function readCell(cell: Cell): ReadCell {
  const isToned = typeof cell === 'object' && cell !== null;
  const text = oneLine(String((isToned ? cell.text : cell) ?? ''));
  return { text, tone: isToned ? cell.tone : undefined, width: widthOf(text) };
}

function formatLine(line: readonly ReadCell[], widths: readonly number[], style: Style): string {
  const cells = line.map(({ text, tone, width }, column) => {
    const isLast = column === line.length - 1;
    const padding = isLast ? '' : ' '.repeat((widths[column] ?? 0) - width);
    return (tone === undefined ? text : paint(style, tone, text)) + padding;
  });
  return `${cells.join(GAP)}\n`;
}

function oneLine(text: string): string {
  return text === '' ? '-' : printable(text.replace(/\s+/g, ' '));
}

function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}
