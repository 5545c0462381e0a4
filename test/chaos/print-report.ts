import type { ChaosReport } from './run-chaos.ts';

const MOST_SHOWN = 20;

/** The figures of a run, one to a line, and the first violations. */
export function printReport(report: ChaosReport, print: (line: string) => void): void {
  const { faults, tables, violations, skipped } = report;
  const kinds = Map.groupBy(faults, ({ kind }) => kind);
  const outcomes = Map.groupBy(tables.tasks, ({ outcome }) => outcome ?? 'open');
  print(`faults: ${faults.length} (${counts(kinds)})`);
  if (skipped.length > 0) print(`skipped: ${skipped.join(', ')} (needs root on Linux)`);
  print(`rounds: ${report.rounds}`);
  print(`tasks: ${tables.tasks.length} (${counts(outcomes)})`);
  print(`attempts: ${tables.tasks.reduce((sum, { attempts }) => sum + attempts, 0)}`);
  print(`commits: ${report.commits}`);
  print(`old snapshots sent again: ${report.replayed}`);
  print(`violations: ${violations.length}`);
  for (const { rule, what } of violations.slice(0, MOST_SHOWN)) print(`  ${rule}: ${what}`);
  if (violations.length > MOST_SHOWN) print(`  … and ${violations.length - MOST_SHOWN} more, in report.json`);
}

function counts(groups: ReadonlyMap<string, readonly unknown[]>): string {
  return [...groups].map(([name, list]) => `${name} ${list.length}`).join(', ') || 'none';
}
