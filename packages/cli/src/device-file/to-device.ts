import type { DeviceColumn } from './device-rows.ts';

const SEPARATORS = /[;\s]+/;

/** A device from cells of text: an empty cell leaves the default, lists are separated by `;` or blanks. */
export function cellsToDevice(cells: ReadonlyMap<DeviceColumn, string>): Record<string, unknown> {
  const device: Record<string, unknown> = {};
  for (const [column, text] of cells) if (text !== '') device[column] = readCell(column, text);
  return device;
}

/** A device from JSON or YAML, where a list may be one text and what only the inventory knows is left out. */
export function mappingToDevice(mapping: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const device: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(mapping)) {
    if (inventoryOnly.has(key) || value === null) continue;
    device[key] = isList(key) && typeof value === 'string' ? splitList(value) : value;
  }
  return device;
}

/** Fields that `device list --json` prints and nobody sets, so that its output can be imported. */
const inventoryOnly: ReadonlySet<string> = new Set([
  'path',
  'lastOutcome',
  'lastOutcomeAt',
  'lastErrorCode',
  'circuit',
]);

function readCell(column: DeviceColumn, text: string): unknown {
  if (column === 'port') return /^\d+$/.test(text) ? Number(text) : text;
  return isList(column) ? splitList(text) : text;
}

function isList(column: string): boolean {
  return column === 'tags' || column === 'jumps';
}

function splitList(text: string): string[] {
  return text.split(SEPARATORS).filter((item) => item !== '');
}
