import { NetravenError } from '@netraven/common';
import type { DeviceRow, DeviceRows, FileFormat, RowProblem } from './device-rows.ts';
import { parseCsv } from './parse-csv.ts';
import { parseDocuments } from './parse-documents.ts';
import { parseRouterDb, type RouterDbOptions } from './parse-router-db.ts';

/**
 * Reads a list of devices. What a field may hold is checked by the API, which alone knows the inventory; here a row
 * is refused only for its form, or because its name stands in the file already.
 * A device without `host` is reached by its name.
 * @throws NETRAVEN_IMPORT_INVALID when the text is not of that format at all, or holds no device
 */
export function parseDeviceFile(text: string, format: FileFormat, options: RouterDbOptions = {}): DeviceRows {
  const { rows, errors, skipped } = read(text, format, options);
  if ([...rows, ...errors, ...skipped].every(({ row }) => row === 0)) {
    throw new NetravenError('NETRAVEN_IMPORT_INVALID', 'the file holds no device', {
      hint: 'Nothing was imported. See "netraven device import --help" for what a file holds.',
    });
  }
  const { first, repeated } = separateRepeated(rows);
  return { rows: first, errors: [...errors, ...repeated].sort((a, b) => a.row - b.row), skipped };
}

/** The format of a file by its name; undefined where that does not tell. */
export function formatOfFile(file: string): FileFormat | undefined {
  const name = file.toLowerCase();
  if (name.endsWith('.csv')) return 'csv';
  if (name.endsWith('.json')) return 'json';
  if (name.endsWith('.yaml') || name.endsWith('.yml')) return 'yaml';
  return name.endsWith('.db') ? 'router.db' : undefined;
}

function read(text: string, format: FileFormat, options: RouterDbOptions): DeviceRows {
  switch (format) {
    case 'csv':
      return parseCsv(text);
    case 'json':
    case 'yaml':
      return { ...parseDocuments(text, format), skipped: [] };
    case 'router.db':
      return parseRouterDb(text, options);
    default:
      return format satisfies never;
  }
}

function separateRepeated(rows: readonly DeviceRow[]): { first: DeviceRow[]; repeated: RowProblem[] } {
  const seen = new Map<string, DeviceRow>();
  const first: DeviceRow[] = [];
  const repeated: RowProblem[] = [];
  for (const row of rows) {
    const earlier = row.name === '' ? undefined : seen.get(row.name);
    if (earlier === undefined) {
      seen.set(row.name, row);
      first.push(row.name === '' ? row : { ...row, device: { host: row.name, ...row.device } });
    } else {
      const place = earlier.line === null ? `row ${earlier.row}` : `line ${earlier.line}`;
      repeated.push({ row: row.row, line: row.line, name: row.name, reason: `stands in ${place} already` });
    }
  }
  return { first, repeated };
}
