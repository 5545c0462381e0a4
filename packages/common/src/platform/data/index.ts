import type { PlatformData } from '../platform.ts';
import { aristaEos } from './arista-eos.ts';
import { ciscoIos } from './cisco-ios.ts';
import { frr } from './frr.ts';
import { generic } from './generic.ts';
import { juniperJunos } from './juniper-junos.ts';
import { mikrotikRouteros } from './mikrotik-routeros.ts';
import { vyos } from './vyos.ts';

/** Every platform netraven brings along. */
export const platformData: readonly PlatformData[] = [
  aristaEos,
  ciscoIos,
  frr,
  generic,
  juniperJunos,
  mikrotikRouteros,
  vyos,
];
