import { findPlatform } from '@netraven/common/platform';
import type { DeviceColumn, DeviceRow, DeviceRows, RowProblem } from './device-rows.ts';
import { cellsToDevice } from './to-device.ts';

/** A column of router.db: one of a device, RANCID's state, or one that is left out. */
export type RouterColumn = DeviceColumn | 'state' | '-';

export interface RouterDbOptions {
  /** Without one: `;` where the file has any, else `:`. */
  readonly delimiter?: string | undefined;
  /** Without them they are found out, see `findColumns`. */
  readonly columns?: readonly RouterColumn[] | undefined;
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads `router.db` of RANCID (`name;type;state`, in old versions with `:`) or Oxidized (`name:model`, or
 * `name:address:model`). Devices whose state is not `up` are skipped. The name stands for the address where there is
 * none.
 * @see rancid.conf(5), router.db(5); Oxidized docs/Sources.md, "CSV"
 */
export function parseRouterDb(text: string, options: RouterDbOptions = {}): DeviceRows {
  const lines = readLines(text, options.delimiter);
  const columns = options.columns ?? findColumns(lines);
  const rows: DeviceRow[] = [];
  const errors: RowProblem[] = [];
  const skipped: RowProblem[] = [];
  for (const [index, { line, cells }] of lines.entries()) {
    const named = new Map<RouterColumn, string>(columns.map((column, at) => [column, cells[at] ?? '']));
    const name = named.get('name') ?? '';
    const place = { row: index + 1, line, name };
    const state = named.get('state') ?? '';
    if (cells.length < 2) {
      errors.push({ ...place, reason: 'must be name and model, separated by ; or :' });
    } else if (state !== '' && state.toLowerCase() !== 'up') {
      skipped.push({ ...place, reason: `its state is ${JSON.stringify(state)}, not "up"` });
    } else {
      rows.push({ ...place, device: toDevice(named, name) });
    }
  }
  return { rows, errors, skipped };
}

function readLines(text: string, delimiter: string | undefined): Line[] {
  const all = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const lines = all
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'));
  const separator = delimiter ?? (lines.some(({ content }) => content.includes(';')) ? ';' : ':');
  return lines.map(({ line, content }) => ({
    line,
    cells: content.split(separator).map((cell) => cell.trim()),
  }));
}

/** The model is the second or the third cell: the one where more lines name a platform. */
function findColumns(lines: readonly Line[]): readonly RouterColumn[] {
  const known = (at: number) =>
    lines.filter(({ cells }) => findPlatform(cells[at] ?? '') !== undefined).length;
  return known(2) > known(1) ? ['name', 'host', 'platform'] : ['name', 'platform', 'state'];
}

function toDevice(named: ReadonlyMap<RouterColumn, string>, name: string): Record<string, unknown> {
  const cells = new Map<DeviceColumn, string>([['host', name]]);
  for (const [column, text] of named) {
    if (column !== 'state' && column !== '-' && text !== '') cells.set(column, text);
  }
  return cellsToDevice(cells);
}
