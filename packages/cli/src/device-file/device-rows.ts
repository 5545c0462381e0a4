/** One device of a file, not yet checked by who knows the inventory. */
export interface DeviceRow {
  /** 1 for the first device of the file. */
  readonly row: number;
  /** Line of the file; null where a device takes several. */
  readonly line: number | null;
  readonly name: string;
  readonly device: Readonly<Record<string, unknown>>;
}

/** Why one device of a file is not taken, or what is odd about it. */
export interface RowProblem {
  /** 0 for the line that names the columns. */
  readonly row: number;
  readonly line: number | null;
  readonly name: string;
  readonly reason: string;
}

/** What a file holds: every row is in one of the lists. */
export interface DeviceRows {
  readonly rows: readonly DeviceRow[];
  readonly errors: readonly RowProblem[];
  /** Rows left out on purpose. */
  readonly skipped: readonly RowProblem[];
}

export const fileFormats = ['csv', 'json', 'yaml', 'router.db'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Names of the cells of a device as an operator writes them. */
export const deviceColumns = [
  'name',
  'host',
  'port',
  'platform',
  'site',
  'tags',
  'algorithms',
  'hostKeyPolicy',
  'jumps',
] as const;
export type DeviceColumn = (typeof deviceColumns)[number];
