import Table from 'cli-table3';
import { printable } from './printable.ts';
import { paint, type Style, type Tone } from './style.ts';

/** A cell with its tone. */
export interface ToneCell {
  readonly text: string;
  readonly tone: Tone;
}

export type Cell = string | number | null | ToneCell;

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/**
 * Columns under their headings, ending with a newline; nothing at all without rows. Cells hold one line each: a
 * table is read by people and by `grep`.
 */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  style: Style,
): string {
  if (rows.length === 0) return '';
  const table = new Table({
    head: head.map((title) => paint(style, 'dim', title.toUpperCase())),
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  for (const row of rows) table.push(row.map((cell) => formatCell(cell, style)));
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}

function formatCell(cell: Cell, style: Style): string {
  if (cell === null) return '-';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'string') return oneLine(cell);
  return paint(style, cell.tone, oneLine(cell.text));
}

function oneLine(text: string): string {
  return text === '' ? '-' : printable(text.replace(/\s+/g, ' '));
}
