import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Extreme SLX-OS command reference';

/** Sources: Oxidized `slxos` and `nos`, netmiko `extreme_slx` and `extreme_nos`. */
export const extremeSlx: PlatformData = {
  ...iosLike,
  name: 'extreme_slx',
  title: 'Extreme SLX-OS, Brocade NOS (VDX)',
  aliases: ['extreme_nos', 'brocade_vdx', 'brocade_nos', 'slxos', 'nos', 'extreme_slxos'],
  privilege: [],
  setup: ['terminal length 0'],
  configuration: {
    commands: ['show running-config | nomore', 'show running-config'],
    hostname: '^\\s*(?:switch-attributes )?host-name (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: '^(?:SLX-OS|Network) Operating System Version: +(\\S+)|^Firmware name: +(\\S+)',
      uptime: '^System Uptime: +(.+?)\\s*$',
    },
    {
      command: 'show chassis',
      model: '^Chassis Name: +(\\S+)',
      serial: '^\\s*(?:Chassis Factory )?Serial Num(?:ber)?: +(\\S+)',
    },
  ],
  refusals: [...iosLike.refusals, '^\\s*syntax error: '],
  secrets: [
    { kind: 'password', pattern: '^username \\S+ .*?password "?(?<secret>[^"\\s]+)', source },
    { kind: 'aaa-key', pattern: '^\\s*(?:tacacs-server|radius-server) .*?key "?(?<secret>[^"\\s]+)', source },
    { kind: 'aaa-key', pattern: '^\\s*key "?(?<secret>[^"\\s]+)', source },
    { kind: 'snmp-community', pattern: '^snmp-server community "?(?<secret>[^"\\s]+)', source },
    ...iosSecrets,
  ],
};
