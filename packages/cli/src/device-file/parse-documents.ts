import { NetravenError } from '@netraven/common';
import { parse } from 'yaml';
import { z } from 'zod';
import type { DeviceRow, RowProblem } from './device-rows.ts';
import { mappingToDevice } from './to-device.ts';

const listSchema = z.union([z.array(z.unknown()), z.object({ devices: z.array(z.unknown()) })]);
const mappingSchema = z.record(z.string(), z.unknown());

/**
 * Reads a list of devices in JSON or YAML: the list itself, or a mapping with it under `devices`, as
 * `device list --json` prints.
 * @throws NETRAVEN_IMPORT_INVALID when it is neither
 */
export function parseDocuments(
  text: string,
  format: 'json' | 'yaml',
): { rows: DeviceRow[]; errors: RowProblem[] } {
  const result = listSchema.safeParse(readText(text, format));
  if (!result.success) {
    throw new NetravenError(
      'NETRAVEN_IMPORT_INVALID',
      'expected a list of devices, or a mapping with a list under "devices"',
    );
  }
  const items = Array.isArray(result.data) ? result.data : result.data.devices;
  const rows: DeviceRow[] = [];
  const errors: RowProblem[] = [];
  for (const [index, item] of items.entries()) {
    const place = { row: index + 1, line: null };
    const mapping = mappingSchema.safeParse(item);
    if (!mapping.success || Array.isArray(item)) {
      errors.push({ ...place, name: '', reason: 'must be a mapping with name, host, platform …' });
      continue;
    }
    const { name } = mapping.data;
    const device = mappingToDevice(mapping.data);
    rows.push({ ...place, name: typeof name === 'string' ? name : '', device });
  }
  return { rows, errors };
}

function readText(text: string, format: 'json' | 'yaml'): unknown {
  try {
    return format === 'json' ? JSON.parse(text.replace(/^\ufeff/, '')) : parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n', 1)[0] ?? '') : '';
    throw new NetravenError('NETRAVEN_IMPORT_INVALID', `not ${format.toUpperCase()}: ${reason}`, { cause });
  }
}
