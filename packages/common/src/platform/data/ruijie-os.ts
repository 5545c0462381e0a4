import type { PlatformData } from '../platform.ts';
import { iosFamily } from './ios-family.ts';

/** Sources: Oxidized `rgos`, netmiko `ruijie_os`. */
export const ruijieOs: PlatformData = {
  ...iosFamily,
  name: 'ruijie_os',
  title: 'Ruijie RGOS',
  aliases: ['rgos', 'ruijie'],
  configuration: { ...iosFamily.configuration, endMarker: '^end$' },
  facts: [
    {
      command: 'show version',
      version: '^System software version +: (.+?)\\s*$',
      model: '^System description +: (?:.*\\(([^)]+)\\)|.*?(\\S+) by )',
      serial: '^System serial number +: (\\S+)',
      uptime: '^System uptime +: (\\S+)',
    },
  ],
};
