import type { ApiOutput } from '@netraven/common/api';
import type { Api } from '../instance/open-api.ts';
import type { DeviceRow, DeviceRows, RowProblem } from './device-rows.ts';

/** Small enough for a broker with the default limit of 1 MiB on a message. */
const BATCH = 1000;

export interface ImportReport {
  /** Whether only the check was asked for. */
  readonly dryRun: boolean;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  /** With any, nothing was imported. */
  readonly errors: readonly RowProblem[];
  readonly warnings: readonly RowProblem[];
}

/**
 * Adds or updates the devices of a file; when a row is wrong, none of them. A file of several batches is checked as a
 * whole before the first batch is imported.
 */
export async function importRows(
  api: Api,
  { rows, errors, skipped }: DeviceRows,
  { dryRun, onProgress }: { readonly dryRun: boolean; readonly onProgress: (done: number) => void },
): Promise<ImportReport> {
  const batches: DeviceRow[][] = [];
  for (let at = 0; at < rows.length; at += BATCH) batches.push(rows.slice(at, at + BATCH));
  const checkOnly = dryRun || errors.length > 0;
  if (checkOnly || batches.length > 1) {
    const checked = await sendAll(api, batches, { dryRun: true, onProgress });
    const report = toReport(checked, { dryRun, errors, skipped });
    if (checkOnly || report.errors.length > 0) return report;
  }
  const sent = await sendAll(api, batches, { dryRun: false, onProgress });
  return toReport(sent, { dryRun, errors, skipped });
}

interface Answered {
  readonly batch: readonly DeviceRow[];
  readonly answer: ApiOutput<'device.import'>;
}

async function sendAll(
  api: Api,
  batches: readonly DeviceRow[][],
  { dryRun, onProgress }: { readonly dryRun: boolean; readonly onProgress: (done: number) => void },
): Promise<Answered[]> {
  const answered: Answered[] = [];
  let done = 0;
  for (const batch of batches) {
    const answer = await api.call('device.import', { devices: batch.map(({ device }) => device), dryRun });
    answered.push({ batch, answer });
    done += batch.length;
    onProgress(done);
    if (!dryRun && answer.errors.length > 0) break;
  }
  return answered;
}

function toReport(
  answered: readonly Answered[],
  {
    dryRun,
    errors,
    skipped,
  }: {
    readonly dryRun: boolean;
    readonly errors: readonly RowProblem[];
    readonly skipped: readonly RowProblem[];
  },
): ImportReport {
  const found = answered.flatMap(({ batch, answer }) => place(batch, answer.errors));
  const odd = answered.flatMap(({ batch, answer }) => place(batch, answer.warnings));
  const allErrors = [...errors, ...found].sort(byRow);
  const sum = (field: 'added' | 'updated' | 'unchanged') =>
    allErrors.length > 0 ? 0 : answered.reduce((total, { answer }) => total + answer[field], 0);
  return {
    dryRun,
    added: sum('added'),
    updated: sum('updated'),
    unchanged: sum('unchanged'),
    errors: allErrors,
    warnings: [...skipped, ...odd].sort(byRow),
  };
}

/** Where in the file the rows of an answer are. */
function place(
  batch: readonly DeviceRow[],
  problems: readonly { readonly row: number; readonly name: string; readonly reason: string }[],
): RowProblem[] {
  return problems.map(({ row, name, reason }) => {
    const from = batch[row - 1];
    return { row: from?.row ?? row, line: from?.line ?? null, name: from?.name || name, reason };
  });
}

function byRow(a: RowProblem, b: RowProblem): number {
  return a.row - b.row;
}
