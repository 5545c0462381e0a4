import { type Violation, violation } from './violation.ts';

/** What a process held at one moment. */
export interface ProcessSample {
  readonly name: string;
  readonly pid: number;
  readonly atMs: number;
  readonly residentMib: number;
  readonly descriptors: number;
}

const MIN_LIFE_MS = 20_000;
const MORE_DESCRIPTORS = 40;
const MORE_MIB = 300;

/**
 * Compares what each process that still runs holds at the quiet end with the least it ever held. Coarse: pools fill
 * and heaps grow to their size, but neither grows with work done.
 */
export function checkProcesses(samples: readonly ProcessSample[]): Violation[] {
  const endMs = Math.max(...samples.map(({ atMs }) => atMs));
  return [...Map.groupBy(samples, ({ name, pid }) => `${name} (process ${pid})`)].flatMap(([name, own]) => {
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last || last.atMs !== endMs || last.atMs - first.atMs < MIN_LIFE_MS) return [];
    const least = (of: (sample: ProcessSample) => number) => Math.min(...own.map(of));
    const descriptors = least((sample) => sample.descriptors);
    const residentMib = least((sample) => sample.residentMib);
    const found: Violation[] = [];
    if (last.descriptors > descriptors + MORE_DESCRIPTORS)
      found.push(violation('no descriptors leak', `${name}: from ${descriptors} to ${last.descriptors}`));
    if (last.residentMib > residentMib + MORE_MIB)
      found.push(violation('no memory leaks', `${name}: from ${residentMib} to ${last.residentMib} MiB`));
    return found;
  });
}
