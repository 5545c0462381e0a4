import { seededRandom } from '../../../packages/simulator/src/random.ts';
import type { Fault, FaultKind } from './fault.ts';

const GAP_MS = [300, 2500] as const;

/**
 * Shortest and longest duration in milliseconds. A suspension outlasts the lease (20 s) and the redelivery of the
 * tasks (30 s), so that another executor has logged in to the same devices when the suspended one wakes.
 */
const durations: Readonly<Record<FaultKind, readonly [number, number]>> = {
  'suspend-executor': [33_000, 36_000],
  'kill-executor': [0, 0],
  'kill-dispatcher': [0, 0],
  'kill-git-writer': [0, 0],
  'kill-nats': [200, 3000],
  'restart-postgres': [200, 3000],
  'fill-disk': [2000, 6000],
  'cut-nats': [100, 6000],
  'freeze-nats': [1000, 12_000],
  'delete-consumer': [0, 0],
  'delete-tasks': [0, 0],
  'delete-bucket': [0, 0],
  'disturb-devices': [0, 0],
};

/**
 * The faults of a run, in order; the same seed gives the same. Every kind comes once before any comes again, and a
 * suspension first, since it lasts longest.
 */
export function planFaults(seed: string, count: number, kinds: readonly FaultKind[]): Fault[] {
  const random = seededRandom(`${seed}/faults`);
  const faults: Fault[] = [];
  let deck: FaultKind[] = [];
  while (faults.length < count && kinds.length > 0) {
    if (deck.length === 0) deck = shuffle(kinds, (max) => random.integer(0, max));
    const kind = deck.shift();
    if (kind === undefined) break;
    faults.push({
      kind,
      aim: random.next(),
      afterMs: random.integer(...GAP_MS),
      forMs: random.integer(...durations[kind]),
    });
  }
  return faults;
}

function shuffle(kinds: readonly FaultKind[], upTo: (max: number) => number): FaultKind[] {
  const left = [...kinds];
  const deck: FaultKind[] = [];
  while (left.length > 0) deck.push(...left.splice(upTo(left.length - 1), 1));
  return deck.sort((a, b) => Number(b === 'suspend-executor') - Number(a === 'suspend-executor'));
}
