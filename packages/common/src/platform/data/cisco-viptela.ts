import type { PlatformData } from '../platform.ts';
import { iosFamily } from './ios-family.ts';

/** Sources: Oxidized `viptela`, netmiko `cisco_viptela`. */
export const ciscoViptela: PlatformData = {
  ...iosFamily,
  name: 'cisco_viptela',
  title: 'Cisco SD-WAN vEdge (Viptela)',
  aliases: ['viptela', 'vedge'],
  privilege: [],
  setup: ['paginate false'],
  configuration: { ...iosFamily.configuration, hostname: '^\\s*host-name +(\\S+)' },
  facts: [
    { command: 'show version', version: '^(\\d\\S+)' },
    { command: 'show system status', model: '^Model name: +(\\S+)', uptime: '^System uptime: +(.+?)\\s*$' },
  ],
  refusals: [...iosFamily.refusals, '^syntax error: '],
};
