import { join } from 'node:path';
import { root, runProgram } from './run-program.ts';

/** `test/chaos` on the project's own Node: `--seed N --devices D --faults F`. */
export function runChaosSuite(args: readonly string[]): Promise<number> {
  return runProgram(process.execPath, [join(root, 'test', 'chaos', 'main.ts'), ...args]);
}
