import { MINUTE, pause } from '@netraven/common';
import type { FleetConcern } from '@netraven/common/api';
import type { Dispatcher } from '../dispatcher.ts';
import { openBells } from '../stage/bells.ts';
import { runStage } from '../stage/run-stage.ts';
import { findConcerns } from './find-concerns.ts';
import { lookAtFleet } from './look-at-fleet.ts';

const EVERY_MS = MINUTE;

/**
 * Logs what is amiss between the parts of the system, with what to do: once when it has stood for two looks, since a
 * role that is restarted is away for a moment, and once when it is over.
 */
export async function watchFleet(dispatcher: Dispatcher, signal: AbortSignal): Promise<void> {
  // The other roles may be starting too.
  await pause(EVERY_MS, signal);
  const tell = openConcernLog(dispatcher);
  await runStage({
    name: 'watch fleet',
    step: async () => {
      tell(findConcerns(await lookAtFleet(dispatcher)));
      return false;
    },
    bell: openBells().expand,
    idleMs: EVERY_MS,
    log: dispatcher.log,
    signal,
  });
}

/** Takes what each look found. */
export function openConcernLog({
  log,
}: Pick<Dispatcher, 'log'>): (concerns: readonly FleetConcern[]) => void {
  let before = new Set<string>();
  const told = new Set<string>();
  return (concerns) => {
    const standing = new Map(concerns.map((concern) => [keyOf(concern), concern]));
    for (const [key, { kind, found, remedy }] of standing) {
      if (!before.has(key) || told.has(key)) continue;
      told.add(key);
      log.warn({ concern: kind, remedy }, found);
    }
    for (const key of [...told].filter((one) => !standing.has(one))) {
      told.delete(key);
      log.info(`no longer: ${key}`);
    }
    before = new Set(standing.keys());
  };
}

/** How far a clock is off changes with each look. */
function keyOf({ kind, found }: FleetConcern): string {
  return kind === 'clock' ? found.replace(/ is \d+ s /, ' is ') : found;
}
