import type { PlatformData } from '../platform.ts';
import { iosFamily } from './ios-family.ts';

/** Sources: Oxidized `zteolt`, netmiko `zte_zxros`. */
export const zteZxros: PlatformData = {
  ...iosFamily,
  name: 'zte_zxros',
  title: 'ZTE ZXROS, OLT',
  aliases: ['zteolt', 'zte', 'zxr10', 'zte_olt'],
  facts: [
    {
      command: 'show version',
      model: '^ZTE \\S+ Software, Version: (\\S+)',
      version: '^ZTE .*?, Version: \\S+ (V\\S+),',
      uptime: '^System uptime is (.+?)\\s*$',
    },
  ],
  volatile: [...iosFamily.volatile, { pattern: '^!?.*timestamp_write: ' }],
};
