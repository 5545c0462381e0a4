import { aristaEos } from './arista-eos.ts';
import { ciscoAsa } from './cisco-asa.ts';
import { ciscoIos } from './cisco-ios.ts';
import { ciscoNxos } from './cisco-nxos.ts';
import type { Family } from './family.ts';
import { fortinet } from './fortinet.ts';
import { frr } from './frr.ts';
import { juniperJunos } from './juniper-junos.ts';
import { mikrotikRouteros } from './mikrotik-routeros.ts';
import { vyos } from './vyos.ts';

const all: readonly Family[] = [
  ciscoIos,
  aristaEos,
  juniperJunos,
  mikrotikRouteros,
  vyos,
  ciscoNxos,
  fortinet,
  frr,
  ciscoAsa,
];

/** Every platform the simulator can generate, by netmiko `device_type`. */
export const families: Readonly<Record<string, Family>> = Object.fromEntries(
  all.map((family) => [family.platform, family]),
);
