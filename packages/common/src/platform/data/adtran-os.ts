import type { PlatformData } from '../platform.ts';
import { iosFamily } from './ios-family.ts';

/** Sources: Oxidized `adtran`, netmiko `adtran_os`. */
export const adtranOs: PlatformData = {
  ...iosFamily,
  name: 'adtran_os',
  title: 'Adtran AOS',
  aliases: ['adtran', 'adtranos'],
  configuration: { ...iosFamily.configuration, endMarker: '^end$', hostname: '^hostname "?([^"\\s]+)' },
  facts: [
    {
      command: 'show version',
      version: 'version:? +(\\S+)',
      model: '^Platform: +(.+?)(?:,|\\s*$)',
      serial: 'serial number:? +(\\S+?)(?:,|\\s|$)',
      uptime: 'uptime is (.+?)\\s*$',
    },
  ],
  volatile: [...iosFamily.volatile, { pattern: '^! Created +:' }],
};
