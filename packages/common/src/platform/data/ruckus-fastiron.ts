import type { PlatformData } from '../platform.ts';
import { foundryLike } from './foundry.ts';

/** Sources: Oxidized `fastiron`, RANCID `foundry.pm`, netmiko `ruckus_fastiron`; a recorded ICX 7150. */
export const ruckusFastiron: PlatformData = {
  ...foundryLike,
  name: 'ruckus_fastiron',
  title: 'Ruckus ICX, Brocade FastIron',
  aliases: ['brocade_fastiron', 'fastiron', 'icx'],
  proven: 'recording',
  facts: [
    {
      command: 'show version',
      version: 'SW: Version (\\S+)',
      model: '^\\s*HW: (?:Stackable |Chassis )?(\\S+)',
      serial: '^\\s*Serial +#: ?(\\S+)',
      uptime: '^\\s*(?:The system|STACKID 1 +system) uptime is (.+?)\\s*$',
    },
  ],
};
