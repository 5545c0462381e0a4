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
  print(`in mid-job: ${report.changedInJob} devices changed, ${report.moved} moved to the other site`);
  print(`tasks: ${tables.tasks.length} (${counts(outcomes)})`);
  print(`attempts: ${attempts(report)}`);
  print(`commits: ${report.commits}`);
  print(`old snapshots sent again: ${report.replayed}`);
  print(`violations: ${violations.length}`);
  for (const { rule, what } of violations.slice(0, MOST_SHOWN)) print(`  ${rule}: ${what}`);
  if (violations.length > MOST_SHOWN) print(`  … and ${violations.length - MOST_SHOWN} more, in report.json`);
}

/** A run of several in one line. */
export function seedLine(seed: string, report: ChaosReport, seconds: number): string {
  const { faults, rounds, tables, commits, violations } = report;
  return [
    `seed ${seed}: ${faults.length} faults`,
    `${rounds} rounds`,
    `${tables.tasks.length} tasks in ${attempts(report)} attempts`,
    `${commits} commits`,
    `${Math.round(seconds)} s`,
    `${violations.length} violations`,
  ].join(', ');
}

/** What several runs came to together. */
export function printTotals(
  reports: readonly ChaosReport[],
  planned: number,
  print: (line: string) => void,
): void {
  const sum = (of: (report: ChaosReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  print(`seeds: ${reports.length} of ${planned}`);
  print(`faults: ${sum(({ faults }) => faults.length)}`);
  print(`tasks: ${sum(({ tables }) => tables.tasks.length)} in ${sum(attempts)} attempts`);
  print(`commits: ${sum(({ commits }) => commits)}`);
  print(`violations: ${sum(({ violations }) => violations.length)}`);
}

function attempts({ tables }: ChaosReport): number {
  return tables.tasks.reduce((sum, task) => sum + task.attempts, 0);
}

function counts(groups: ReadonlyMap<string, readonly unknown[]>): string {
  return [...groups].map(([name, list]) => `${name} ${list.length}`).join(', ') || 'none';
}
