import { programPath, runProgram } from './run-program.ts';

/** Type check, then lint and format; the exit code is that of the first that failed. */
export async function runChecks(args: readonly string[] = []): Promise<number> {
  const types = await checkTypes();
  const lint = await checkLint(args);
  return types || lint;
}

export function checkTypes(): Promise<number> {
  return runProgram(programPath('tsc'), ['--project', '.']);
}

/** @param args for example `--write`, which repairs what can be repaired */
export function checkLint(args: readonly string[] = []): Promise<number> {
  return runProgram(programPath('biome'), ['check', '--error-on-warnings', ...args, '.']);
}
