import { printable } from '@netraven/common';
import stringWidth from 'string-width';
import { paint, type Style, type Tone } from './style.ts';

/** A cell with its tone. */
export interface ToneCell {
  readonly text: string;
  readonly tone: Tone;
}

/** Pieces stand side by side in their tones. */
export type Cell = string | number | null | ToneCell | readonly (string | ToneCell)[];

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

interface Piece {
  readonly text: string;
  readonly tone: Tone | undefined;
}

interface ReadCell {
  readonly pieces: readonly Piece[];
  /** In columns of a terminal. */
  readonly width: number;
}

function readTitle(title: string): ReadCell {
  const text = title.toUpperCase();
  return { pieces: [{ text, tone: 'dim' }], width: widthOf(text) };
}

function readCell(cell: Cell): ReadCell {
  const pieces = isPieces(cell) ? cell.map(readPiece) : [readPiece(cell ?? '')];
  const shown = pieces.every(({ text }) => text === '') ? [{ text: '-', tone: pieces[0]?.tone }] : pieces;
  return { pieces: shown, width: widthOf(shown.map(({ text }) => text).join('')) };
}

function readPiece(piece: string | number | ToneCell): Piece {
  return typeof piece === 'object'
    ? { text: oneLine(piece.text), tone: piece.tone }
    : { text: oneLine(String(piece)), tone: undefined };
}

function isPieces(cell: Cell): cell is readonly (string | ToneCell)[] {
  return Array.isArray(cell);
}

function formatLine(line: readonly ReadCell[], widths: readonly number[], style: Style): string {
  const cells = line.map(({ pieces, width }, column) => {
    const isLast = column === line.length - 1;
    const padding = isLast ? '' : ' '.repeat((widths[column] ?? 0) - width);
    const texts = pieces.map(({ text, tone }) => (tone === undefined ? text : paint(style, tone, text)));
    return texts.join('') + padding;
  });
  return `${cells.join(GAP)}\n`;
}

function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '));
}

function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}
