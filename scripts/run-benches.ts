import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runProgram } from './run-program.ts';

const ENDING = '.bench.ts';

/** Runs `bench/<name>.bench.ts` for each name given, or all of them, one after the other. */
export async function runBenches(names: readonly string[]): Promise<number> {
  const folder = join(root, 'bench');
  const known = (await readdir(folder)).filter((file) => file.endsWith(ENDING)).sort();
  const wanted = names.length === 0 ? known : names.map((name) => `${name}${ENDING}`);
  const unknown = wanted.filter((file) => !known.includes(file));
  if (unknown.length > 0 || known.length === 0) {
    const have = known.map((file) => file.slice(0, -ENDING.length)).join(', ') || 'none';
    console.error(`netraven: no benchmark ${unknown.join(', ')}; there is: ${have}`);
    return 2;
  }
  let failed = 0;
  for (const file of wanted) {
    console.log(`\n${file.slice(0, -ENDING.length)}`);
    if ((await runProgram(process.execPath, [join(folder, file)])) !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}
