import { randomUUID } from 'node:crypto';
import { findNatsServer } from '@netraven/cli/embedded';
import { findLeftovers } from './find-leftovers.ts';
import { installTestTools } from './install-test-tools.ts';
import { closeSummary, openTapReader, type TapSummary } from './read-tap.ts';
import { checkLint, checkTypes } from './run-checks.ts';
import { programPath, runProgram } from './run-program.ts';

/**
 * Type check, lint and all tests, each also when an earlier one failed. What failed is told again at the end, where
 * a log cut to its tail still shows it; the last line printed is `N passed, N failed`, with `, N skipped` where tests
 * were. A check counts as one test.
 * @param args files, folders or options for ava; with them only tests run
 * @returns 0 when nothing failed
 */
export async function runTests(args: readonly string[]): Promise<number> {
  const missing = installTestTools(say);
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const count = (title: string, isGood: boolean) => {
    console.log(`${isGood ? '✔' : '✘'} ${title}`);
    if (isGood) tally.passed += 1;
    else tally.failed += 1;
  };

  if (args.length === 0) {
    count('type check', (await checkTypes()) === 0);
    count('lint and format', (await checkLint()) === 0);
  }
  const run = randomUUID();
  const result = await runAva(args, run);
  tally.passed += result.passed;
  tally.failed += result.failed;
  tally.skipped += result.skipped;
  count('no process is left behind', await endLeftovers(run));
  for (const lines of result.failures) console.log(`\n${lines.slice(0, 25).join('\n')}`);

  if (missing.length > 0)
    say(`not installed, so the tests that need them were skipped: ${missing.join(', ')}`);
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
  return tally.failed === 0 ? 0 : 1;
}

async function runAva(args: readonly string[], run: string): Promise<TapSummary> {
  const reader = openTapReader();
  const code = await runProgram(programPath('ava'), ['--tap', ...args], {
    env: { NETRAVEN_TEST_RUN: run, ...(await natsServer()) },
    onLine: (line) => {
      const shown = reader.read(line);
      if (shown !== undefined) console.log(shown);
    },
  });
  const summary = reader.summary();
  const closed = closeSummary(summary, code);
  if (closed !== summary) {
    console.log(`✘ ava ended with exit code ${code}${summary.isComplete ? '' : ' before its totals'}`);
  }
  return closed;
}

/** Found once here, so that the test files do not all fetch it. */
async function natsServer(): Promise<Record<string, string>> {
  try {
    const { path, version } = await findNatsServer({ onProgress: say });
    say(`nats-server ${version} at ${path}`);
    return { NETRAVEN_NATS_SERVER: path };
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return {};
  }
}

async function endLeftovers(run: string): Promise<boolean> {
  const leftovers = await findLeftovers(run);
  for (const { pid, commandLine } of leftovers) {
    console.log(`  process ${pid} still ran: ${commandLine}`);
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended in the meantime.
    }
  }
  return leftovers.length === 0;
}

function say(text: string): void {
  console.error(`netraven: ${text}`);
}
