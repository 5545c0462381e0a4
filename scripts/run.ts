import { runBenches } from './run-benches.ts';
import { runChaosSuite } from './run-chaos-suite.ts';
import { runChecks } from './run-checks.ts';
import { runDemo } from './run-demo.ts';
import { runPackClient } from './run-pack-client.ts';
import { runSetup } from './run-setup.ts';
import { runTests } from './run-tests.ts';

/** Started by bootstrap.mjs with the project's own Node: `node scripts/run.ts <command> [argument…]`. */
const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  setup: runSetup,
  demo: runDemo,
  test: runTests,
  check: runChecks,
  bench: runBenches,
  chaos: runChaosSuite,
  'pack-client': runPackClient,
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (command) {
  process.exitCode = await command(args);
} else {
  console.error(`netraven: "${name}" is not one of ${Object.keys(commands).join(', ')}`);
  process.exitCode = 2;
}
