import { ciscoIos } from './cisco-ios.ts';
import type { Family } from './family.ts';

/** Every platform the simulator can generate, by netmiko `device_type`. */
export const families: Readonly<Record<string, Family>> = Object.fromEntries(
  [ciscoIos].map((family) => [family.platform, family]),
);
