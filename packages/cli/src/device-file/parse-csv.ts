import { NetravenError } from '@netraven/common';
import { CsvError, parse } from 'csv-parse/sync';
import {
  type DeviceColumn,
  type DeviceRow,
  type DeviceRows,
  deviceColumns,
  type RowProblem,
} from './device-rows.ts';
import { cellsToDevice } from './to-device.ts';

interface Line {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads CSV (RFC 4180, separated by commas or by semicolons) whose first line names the columns: `name` and any of
 * `deviceColumns`, in any order and case. Other columns are left out with a note; lines that start with `#` are
 * comments.
 * @throws NETRAVEN_IMPORT_INVALID when it is no CSV or the header is wrong
 */
export function parseCsv(text: string): DeviceRows {
  const [header, ...lines] = readLines(text);
  if (!header) throw headerError('');
  const columns = readHeader(header.record);
  const ignored = header.record.filter((_title, at) => columns[at] === undefined);
  const rows: DeviceRow[] = [];
  const errors: RowProblem[] = [];
  for (const [index, { record, info }] of lines.entries()) {
    const place = { row: index + 1, line: info.lines };
    const cells = new Map(columns.flatMap((column, at) => (column ? [[column, record[at] ?? '']] : [])));
    const name = cells.get('name') ?? '';
    if (record.length !== columns.length) {
      const reason = `has ${record.length} cells, the header names ${columns.length}`;
      errors.push({ ...place, name, reason });
    } else {
      rows.push({ ...place, name, device: cellsToDevice(cells) });
    }
  }
  const note = {
    row: 0,
    line: header.info.lines,
    name: '',
    reason: `ignored columns: ${ignored.join(', ')}`,
  };
  return { rows, errors, skipped: ignored.length > 0 ? [note] : [] };
}

function readLines(text: string): Line[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
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

/** What the first line with columns is separated by; spreadsheets of many countries write semicolons. */
function separatorOf(text: string): ',' | ';' {
  const header =
    text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? '';
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}

/** The column of each title; undefined for one that says nothing of a device. */
function readHeader(titles: readonly string[]): (DeviceColumn | undefined)[] {
  const known = new Map<string, DeviceColumn>(deviceColumns.map((column) => [column.toLowerCase(), column]));
  const columns = titles.map((title) => known.get(title.toLowerCase()));
  const found = columns.filter((column) => column !== undefined);
  if (!found.includes('name') || new Set(found).size < found.length) throw headerError(titles.join(','));
  return columns;
}

function headerError(got: string): NetravenError {
  return new NetravenError(
    'NETRAVEN_IMPORT_INVALID',
    `the first line must name the columns, "name" and any of ${deviceColumns.join(', ')}, each once; got ${JSON.stringify(got.slice(0, 200))}`,
    { hint: 'Write a first line such as name,host,port,platform,site,tags; nothing was imported.' },
  );
}
