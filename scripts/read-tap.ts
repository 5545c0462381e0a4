/** What a run of tests came to, as far as it has been read. */
export interface TapSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Whether the closing totals were seen; a run that crashed has none. */
  readonly isComplete: boolean;
  readonly skippedTitles: readonly string[];
  /** Each failed test with what ava said of it: its title first, then the lines below it. */
  readonly failures: readonly (readonly string[])[];
}

export interface TapReader {
  /** @returns the line as it should be shown, or undefined for what nobody needs to see */
  read(line: string): string | undefined;
  summary(): TapSummary;
}

/**
 * Reads ava's TAP output line by line. The closing totals count, since they know of crashes and of tests that never
 * ended; while they are missing, the single results do.
 * @see https://testanything.org/tap-version-13-specification.html
 */
export function openTapReader(): TapReader {
  const counted = { passed: 0, failed: 0, skipped: 0 };
  const totals: { passed?: number; failed?: number; skipped?: number } = {};
  const skippedTitles: string[] = [];
  const failures: string[][] = [];
  let open: string[] | undefined;

  const readResult = (isOk: boolean, title: string, directive: string | undefined): string => {
    open = undefined;
    if (directive === 'SKIP') {
      counted.skipped += 1;
      skippedTitles.push(title);
      return `- ${title}`;
    }
    if (isOk) {
      counted.passed += 1;
      return `✔ ${title}`;
    }
    counted.failed += 1;
    open = [`✘ ${title}`];
    failures.push(open);
    return open[0] as string;
  };

  return {
    read: (line) => {
      const result = /^(not )?ok \d+ - (.*?)(?: # (SKIP|TODO))?$/.exec(line);
      if (result) return readResult(result[1] === undefined, result[2] ?? '', result[3]);
      const total = /^# (pass|fail|skip) (\d+)$/.exec(line);
      if (total) {
        const count = Number(total[2]);
        if (total[1] === 'pass') totals.passed = count;
        else if (total[1] === 'fail') totals.failed = count;
        else totals.skipped = count;
        return undefined;
      }
      if (isNoise(line)) return undefined;
      open?.push(line);
      return line;
    },
    summary: () => {
      const isComplete = totals.passed !== undefined && totals.failed !== undefined;
      return {
        passed: totals.passed ?? counted.passed,
        failed: Math.max(totals.failed ?? 0, counted.failed),
        skipped: isComplete ? (totals.skipped ?? 0) : counted.skipped,
        isComplete,
        skippedTitles,
        failures,
      };
    },
  };
}

function isNoise(line: string): boolean {
  return line === '' || /^(TAP version \d+|\d+\.\.\d+|# tests \d+)$/.test(line);
}

/**
 * The summary of a run that has ended. One failure is added when the totals are missing or contradict the exit code:
 * a run that crashed must not look green.
 */
export function closeSummary(summary: TapSummary, exitCode: number): TapSummary {
  const isTrusted = summary.isComplete && (exitCode === 0) === (summary.failed === 0);
  return isTrusted ? summary : { ...summary, failed: summary.failed + 1 };
}
