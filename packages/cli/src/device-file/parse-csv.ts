import { NetravenError } from '@netraven/common';
import { CsvError, parse } from 'csv-parse/sync';
import { type DeviceColumn, type DeviceRow, deviceColumns, type RowProblem } from './device-rows.ts';
import { cellsToDevice } from './to-device.ts';

interface Line {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads CSV (RFC 4180) whose first line names the columns: `name` and any of `deviceColumns`, in any order. Lines
 * that start with `#` are comments.
 * @throws NETRAVEN_IMPORT_INVALID when it is no CSV or the header is wrong
 */
export function parseCsv(text: string): { rows: DeviceRow[]; errors: RowProblem[] } {
  const [header, ...lines] = readLines(text);
  if (!header) return { rows: [], errors: [] };
  const columns = readHeader(header.record);
  const rows: DeviceRow[] = [];
  const errors: RowProblem[] = [];
  for (const [index, { record, info }] of lines.entries()) {
    const place = { row: index + 1, line: info.lines };
    const cells = new Map(columns.map((column, at) => [column, record[at] ?? '']));
    const name = cells.get('name') ?? '';
    if (record.length !== columns.length) {
      const reason = `has ${record.length} cells, the header names ${columns.length}`;
      errors.push({ ...place, name, reason });
    } else {
      rows.push({ ...place, name, device: cellsToDevice(cells) });
    }
  }
  return { rows, errors };
}

function readLines(text: string): Line[] {
  try {
    return parse(text, {
      bom: true,
      trim: true,
      info: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as Line[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new NetravenError('NETRAVEN_IMPORT_INVALID', `not CSV: ${cause.message}`, { cause });
  }
}

function readHeader(titles: readonly string[]): DeviceColumn[] {
  const known = new Map<string, DeviceColumn>(deviceColumns.map((column) => [column.toLowerCase(), column]));
  const columns = titles.map((title) => known.get(title.toLowerCase()));
  const unknown = titles.filter((_title, index) => columns[index] === undefined);
  const found = columns.filter((column) => column !== undefined);
  if (unknown.length > 0 || !found.includes('name') || new Set(found).size < found.length) {
    throw new NetravenError(
      'NETRAVEN_IMPORT_INVALID',
      `the first line must name the columns, "name" and any of ${deviceColumns.join(', ')}, each once; got ${JSON.stringify(titles.join(',').slice(0, 200))}`,
      { hint: 'Write a first line such as name,host,port,platform,site,tags; nothing was imported.' },
    );
  }
  return found;
}
