import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * CPU per commit of the git-writer (one commit per device, batches of 500, every flush included) against
 * `git fast-import` of the same commits, as it comes and in its leanest setting. Least of the rounds, which take turns.
 */
const SIZES = [1000, 10_000];
const CHANGES = 2000;
const BATCH_SIZE = 500;
const ROUNDS = 2;

interface Cost {
  /** CPU milliseconds for the first configuration of every device, and for the changes that follow. */
  readonly first: number;
  readonly changes: number;
  readonly head: string;
}

const writers: Record<string, (folder: string, devices: number) => Cost> = {
  'git-writer': runWriter,
  'fast-import': (folder) => runFastImport(folder, []),
  'fast-import, zlib 1, no deltas': (folder) => runFastImport(folder, ['--depth=0']),
};

const perCommit = new Map<string, { first: number; changes: number }>();
let sameHeads = true;
for (const devices of SIZES) {
  const costs = measureSize(devices);
  const writer = costs.get('git-writer');
  console.log(`\n${devices} devices: first commit of each, then ${CHANGES} changes (CPU ms per commit)`);
  for (const [name, cost] of costs) {
    const [first, changes] = [cost.first / devices, cost.changes / CHANGES];
    perCommit.set(`${name} ${devices}`, { first, changes });
    const ratio = writer ? `${(writer.changes / cost.changes).toFixed(2)}x` : '';
    console.log(
      `  ${name.padEnd(32)} ${first.toFixed(3)}  ${changes.toFixed(3)}   git-writer / this: ${ratio}`,
    );
    sameHeads &&= cost.head === writer?.head;
  }
}
const [small, large] = SIZES.map((devices) => perCommit.get(`git-writer ${devices}`)?.changes ?? 0);
console.log(
  `\nat 10,000 devices against 1,000: ${((large ?? 0) / (small ?? 1)).toFixed(2)}x; same heads: ${sameHeads}`,
);
process.exit(sameHeads ? 0 : 1);

function measureSize(devices: number): Map<string, Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'netraven-bench-'));
  try {
    runNode('make-input.ts', folder, String(devices), String(CHANGES));
    const least = new Map<string, Cost>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, run] of Object.entries(writers)) {
        const cost = run(folder, devices);
        const known = least.get(name) ?? cost;
        least.set(name, {
          first: Math.min(known.first, cost.first),
          changes: Math.min(known.changes, cost.changes),
          head: cost.head,
        });
        rmSync(join(folder, 'configs.git'), { recursive: true });
      }
    }
    return least;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runWriter(folder: string, devices: number): Cost {
  return JSON.parse(runNode('write-input.ts', folder, String(devices), String(BATCH_SIZE))) as Cost;
}

function runNode(program: string, ...args: string[]): string {
  const path = fileURLToPath(new URL(`git-writer/${program}`, import.meta.url));
  return execFileSync(process.execPath, [path, ...args], { encoding: 'utf8' });
}

function runFastImport(folder: string, options: readonly string[]): Cost {
  const gitDir = join(folder, 'configs.git');
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', gitDir]);
  const lean = options.length > 0 ? '-c core.compression=1 -c pack.compression=1' : '';
  const run = (stream: string) =>
    cpuMs(
      `git ${lean} --git-dir "$1" fast-import --quiet ${options.join(' ')} < "$2"`,
      gitDir,
      join(folder, stream),
    );
  const [first, changes] = [run('first.stream'), run('changes.stream')];
  const head = execFileSync('git', ['--git-dir', gitDir, 'rev-parse', 'main'], { encoding: 'utf8' }).trim();
  return { first, changes, head };
}

/** The last line of `times` is what the children of the shell have used: user, then system. */
function cpuMs(command: string, ...args: string[]): number {
  const output = execFileSync('sh', ['-c', `${command} && times`, 'sh', ...args], { encoding: 'utf8' });
  const spent = [...(output.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return spent.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  );
}
