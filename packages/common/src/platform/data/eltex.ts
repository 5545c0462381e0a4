import type { PlatformData } from '../platform.ts';
import { iosFamily } from './ios-family.ts';

/** Sources: Oxidized `edgecos` and `eltex`, netmiko `edgecore` and `eltex`. */
export const edgecore: PlatformData = {
  ...iosFamily,
  name: 'eltex',
  title: 'Eltex, Edge-Core and others alike',
  aliases: ['edgecore', 'edgecos', 'eltex_esr', 'mes'],
  setup: ['terminal datadump', 'terminal length 0'],
  facts: [
    {
      command: 'show system',
      model: '^System Description: +(\\S+)',
      hostname: '^ ?System Name: +(\\S+)',
      uptime: '^ ?System Up Time(?: \\([^)]*\\))?: +(.+?)\\s*$',
    },
  ],
};
