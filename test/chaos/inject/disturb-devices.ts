import type { ChaosKind } from '@netraven/simulator';
import type { Fleet } from '../system/start-fleet.ts';

/** What may pass by itself: the next attempt finds the device well. */
const kinds: readonly [ChaosKind, ...ChaosKind[]] = [
  'drop',
  'stall',
  'no-final-prompt',
  'kex-reset',
  'close-after-auth',
  'auth-slow',
];
const EVERY_NTH = 10;
const MOST_SESSIONS = 2;

/**
 * A tenth of the devices fail their next session or two: connections that break, output that stops.
 * @param aim from 0 up to 1: which tenth
 */
export async function disturbDevices(fleet: Fleet, aim: number): Promise<void> {
  const offset = Math.floor(aim * EVERY_NTH);
  const chosen = fleet.devices.filter((_, index) => index % EVERY_NTH === offset);
  await Promise.all(
    chosen.map(({ name }, index) =>
      fleet.disturb(name, kinds[index % kinds.length] ?? kinds[0], 1 + (index % MOST_SESSIONS)),
    ),
  );
}
