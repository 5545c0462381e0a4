import type { PlatformData } from '../platform.ts';
import { asaLike } from './cisco-asa.ts';

/** Sources: Oxidized `firelinuxos`, RANCID `fxos.pm`, netmiko `cisco_ftd`; a recorded FPR-1010. */
export const ciscoFtd: PlatformData = {
  ...asaLike,
  name: 'cisco_ftd',
  title: 'Cisco Firepower Threat Defense',
  aliases: ['firelinuxos', 'ftd'],
  proven: 'recording',
  prompt: '^(?<name>[\\w.@:/~+-]*)[>#]\\s*$',
  privilege: [],
  setup: [],
  refusals: [...asaLike.refusals, '^\\s*syntax error: '],
  configuration: {
    commands: ['show running-config all', 'show running-config'],
    endMarker: '^: end$',
    hostname: '^hostname (\\S+)',
    version: '^NGFW Version (\\S+)',
    serial: '^: Serial Number: (\\S+)',
    model: '^: Hardware: +(\\S+?),',
  },
  facts: [
    {
      command: 'show version system',
      model: '^Model +: +(.+?)(?: \\(\\d+\\))? Version',
      version: '^Model +: .* Version (\\S+)',
      serial: '^Serial Number: (\\S+)',
      uptime: '^\\S+ up (\\d.+?)\\s*$',
    },
  ],
};
