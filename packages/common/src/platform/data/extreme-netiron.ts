import type { PlatformData } from '../platform.ts';
import { foundryLike } from './foundry.ts';

/** Sources: Oxidized `ironware`, RANCID `foundry.pm`, netmiko `extreme_netiron`. */
export const extremeNetiron: PlatformData = {
  ...foundryLike,
  name: 'extreme_netiron',
  title: 'Extreme NetIron, Brocade MLX and CER',
  aliases: ['brocade_netiron', 'ironware', 'netiron', 'foundry', 'mlx'],
  facts: [
    {
      command: 'show version',
      version: '^(?:IronWare|System) *:? *Version V?(\\S+)',
      model: '^(?:System|Chassis): +(.+?)(?: \\(Serial|$)',
      serial: 'Serial #: +([^,)\\s]+)',
      uptime: 'uptime is (.+?)\\s*$',
    },
  ],
};
