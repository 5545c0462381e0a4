import { join } from 'node:path';
import { root, runProgram } from './run-program.ts';

/** `netraven demo` on the project's own Node. */
export function runDemo(args: readonly string[]): Promise<number> {
  return runProgram(process.execPath, [join(root, 'packages', 'cli', 'bin', 'netraven.ts'), 'demo', ...args]);
}
