import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SECOND } from '@netraven/common';
import { z } from 'zod';
import { faultKinds } from './plan/fault.ts';
import { parseSeeds } from './plan/parse-seeds.ts';
import { printReport, printTotals, seedLine } from './print-report.ts';
import { type ChaosReport, runChaos } from './run-chaos.ts';
import { breakPromise, sabotages } from './sabotage/break-promise.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    devices: { type: 'string', default: '200' },
    faults: { type: 'string', default: '30' },
    executors: { type: 'string', default: '3' },
    'nats-servers': { type: 'string', default: '1' },
    only: { type: 'string', default: faultKinds.join(',') },
    settle: { type: 'string', default: '180' },
    keep: { type: 'boolean', default: false },
    sabotage: { type: 'string' },
  },
});
const options = z
  .object({
    seed: z.string().regex(/^[A-Za-z0-9]{1,20}$/),
    seeds: z.string().transform(parseSeeds).optional(),
    devices: z.coerce.number().int().min(1).max(5000),
    faults: z.coerce.number().int().min(0).max(1000),
    executors: z.coerce.number().int().min(1).max(8),
    'nats-servers': z.coerce.number().int().min(1).max(5),
    only: z.string().transform((list) => z.array(z.enum(faultKinds)).parse(list.split(','))),
    settle: z.coerce.number().min(1),
    keep: z.boolean(),
    sabotage: z.enum(sabotages).optional(),
  })
  .parse(values);

// Servers and services end with this process, the simulator with its standard input.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
if (options.sabotage) breakPromise(options.sabotage);
await (options.seeds ? runSeeds(options.seeds) : runSeed(options.seed));

/** One run, told in full. */
async function runSeed(seed: string): Promise<void> {
  const onLine = (line: string) => console.log(line);
  const { report, folder } = await run(seed, () => onLine);
  printReport(report, onLine);
  await leave(report, folder);
}

/** One run after the other, a line for each, until one breaks a promise. */
async function runSeeds(seeds: readonly string[]): Promise<void> {
  const reports: ChaosReport[] = [];
  for (const seed of seeds) {
    const startedAt = performance.now();
    const { report, folder } = await run(
      seed,
      (dir) => (line) => appendFileSync(join(dir, 'run.log'), `${line}\n`),
    );
    reports.push(report);
    console.log(seedLine(seed, report, (performance.now() - startedAt) / SECOND));
    if (report.violations.length > 0) printReport(report, (line) => console.log(line));
    await leave(report, folder);
    if (report.violations.length > 0) break;
  }
  printTotals(reports, seeds.length, (line) => console.log(line));
}

async function run(seed: string, openLines: (folder: string) => (line: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'netraven-chaos-'));
  const report = await runChaos({
    ...options,
    seed,
    natsServers: options['nats-servers'],
    kinds: options.only,
    settleMs: options.settle * SECOND,
    folder,
    onLine: openLines(folder),
  });
  return { report, folder };
}

async function leave(report: ChaosReport, folder: string): Promise<void> {
  if (report.violations.length > 0) process.exitCode = 1;
  if (report.violations.length > 0 || options.keep) console.log(`evidence: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}
