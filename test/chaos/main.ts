import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { faultKinds } from './plan/fault.ts';
import { printReport } from './print-report.ts';
import { runChaos } from './run-chaos.ts';
import { breakPromise, sabotages } from './sabotage/break-promise.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    devices: { type: 'string', default: '200' },
    faults: { type: 'string', default: '30' },
    executors: { type: 'string', default: '3' },
    only: { type: 'string', default: faultKinds.join(',') },
    settle: { type: 'string', default: '180' },
    keep: { type: 'boolean', default: false },
    sabotage: { type: 'string' },
  },
});
const options = z
  .object({
    seed: z.string().regex(/^[A-Za-z0-9]{1,20}$/),
    devices: z.coerce.number().int().min(1).max(5000),
    faults: z.coerce.number().int().min(0).max(1000),
    executors: z.coerce.number().int().min(1).max(8),
    only: z.string().transform((list) => z.array(z.enum(faultKinds)).parse(list.split(','))),
    settle: z.coerce.number().min(1),
    keep: z.boolean(),
    sabotage: z.enum(sabotages).optional(),
  })
  .parse(values);

// Servers and services end with this process, the simulator with its standard input.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
if (options.sabotage) breakPromise(options.sabotage);
const folder = await mkdtemp(join(tmpdir(), 'netraven-chaos-'));
const onLine = (line: string) => console.log(line);
const report = await runChaos({
  ...options,
  kinds: options.only,
  settleMs: options.settle * 1000,
  folder,
  onLine,
});
printReport(report, onLine);
if (report.violations.length > 0) process.exitCode = 1;
if (report.violations.length > 0 || options.keep) console.log(`evidence: ${folder}`);
else await rm(folder, { recursive: true, force: true });
