import { didYouMean } from '@netraven/common';
import { type DeviceInput, deviceInputSchema } from '@netraven/common/api';
import { describeIssues } from '@netraven/common/message';
import { findPlatform, platformNames } from '@netraven/common/platform';

const SHOWN_NAME_LENGTH = 128;

export interface RowNote {
  /** 1 for the first row. */
  readonly row: number;
  readonly name: string;
  readonly reason: string;
}

export interface DeviceRows {
  readonly devices: readonly { readonly row: number; readonly input: DeviceInput }[];
  readonly errors: readonly RowNote[];
  readonly warnings: readonly RowNote[];
}

/**
 * Checks the rows of an import by themselves, without the inventory. A platform gets its canonical name; an unknown
 * one is kept with a warning.
 */
export function readDeviceRows(rows: readonly unknown[]): DeviceRows {
  const devices: { row: number; input: DeviceInput }[] = [];
  const errors: RowNote[] = [];
  const warnings: RowNote[] = [];
  const firstRow = new Map<string, number>();
  for (const [index, value] of rows.entries()) {
    const row = index + 1;
    const result = deviceInputSchema.safeParse(value);
    if (!result.success) {
      errors.push({ row, name: nameOf(value), reason: describeIssues(result.error, value) });
      continue;
    }
    const input = { ...result.data, tags: [...new Set(result.data.tags)] };
    const earlier = firstRow.get(input.name);
    const reason =
      earlier === undefined ? problemOf(input) : `name: must be unique, is in row ${earlier} already`;
    firstRow.set(input.name, earlier ?? row);
    if (reason !== undefined) {
      errors.push({ row, name: input.name, reason });
      continue;
    }
    const platform = findPlatform(input.platform);
    if (!platform) warnings.push({ row, name: input.name, reason: unknownPlatform(input.platform) });
    devices.push({ row, input: { ...input, platform: platform?.name ?? input.platform } });
  }
  return { devices, errors, warnings };
}

function problemOf({ name, jumps }: DeviceInput): string | undefined {
  if (jumps.includes(name)) return `jumps: must not hold the device itself, got ${JSON.stringify(name)}`;
  if (new Set(jumps).size < jumps.length) return 'jumps: must name each host once';
  return undefined;
}

function unknownPlatform(name: string): string {
  const hint = didYouMean(name, platformNames());
  return `platform: ${JSON.stringify(name)} is not known here, its backups will fail${hint && `; ${hint}`}`;
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('name' in value)) return '';
  return String(value.name).slice(0, SHOWN_NAME_LENGTH);
}
