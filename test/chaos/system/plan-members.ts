import type { Fleet } from './start-fleet.ts';
import { SITES, type Site } from './start-system.ts';

/** One line of the inventory. */
export interface Member {
  readonly name: string;
  /** The device behind it, in the simulator; the same for two members with the same address. */
  readonly device: string;
  readonly host: string;
  readonly port: number;
  readonly platform: string;
  /** Where it stands at the beginning. */
  readonly site: Site;
  /** The one or the other: what was cancelled may run on for a while, which holds a move up. */
  readonly may: 'move' | 'be-cancelled';
}

/** One in so many stands at the second site. */
const BRANCH = 8;
/** One in so many is entered a second time under another name. */
const TWIN = 25;

/** The fleet at two sites, some of it entered twice. Twins never move: the same address at two sites is two devices. */
export function planMembers(fleet: Fleet): Member[] {
  return fleet.devices.flatMap(({ name, host, port, platform }, index) => {
    const site = SITES[index % BRANCH === BRANCH - 1 ? 1 : 0];
    const hasTwin = index % TWIN === 1;
    const may = index % 2 === 0 && !hasTwin ? 'move' : 'be-cancelled';
    const member = { name, device: name, host, port, platform, site, may } as const;
    return hasTwin ? [member, { ...member, name: `twin-of-${name}` }] : [member];
  });
}
