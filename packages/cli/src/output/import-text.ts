import type { RowProblem } from '../device-file/device-rows.ts';
import type { ImportReport } from '../device-file/import-rows.ts';
import { count } from './format.ts';
import { paint, type Style } from './style.ts';
import { formatTable } from './table.ts';

const SHOWN_PROBLEMS = 50;

/** What an import did, or each row that kept it from doing anything. */
export function importText(report: ImportReport, style: Style): string {
  const { errors, warnings } = report;
  const lines = [problemsText('warning', warnings, style), problemsText('error', errors, style)];
  if (errors.length > 0) {
    lines.push(`${paint(style, 'bad', count(errors.length, 'wrong row'))}: nothing was imported\n`);
  } else {
    const done = `${report.added} added, ${report.updated} updated, ${report.unchanged} unchanged`;
    lines.push(report.dryRun ? `would be: ${done} (dry run, nothing was changed)\n` : `${done}\n`);
  }
  return lines.join('');
}

function problemsText(kind: 'error' | 'warning', problems: readonly RowProblem[], style: Style): string {
  const tone = kind === 'error' ? 'bad' : 'warn';
  const shown = problems
    .slice(0, SHOWN_PROBLEMS)
    .map(({ row, line, name, reason }) => [
      { text: kind, tone } as const,
      line === null ? `row ${row}` : `line ${line}`,
      name,
      reason,
    ]);
  const more = problems.length - shown.length;
  const rest = more > 0 ? `and ${count(more, `further ${kind}`)} (--json lists all)\n` : '';
  return formatTable(['', 'where', 'name', 'reason'], shown, style) + rest;
}
