import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

/** Sources: Oxidized `ios`, RANCID `ios.pm`, netmiko `cisco_ios`; recorded Catalyst 9200L and ASR 920. */
export const ciscoIos: PlatformData = {
  ...iosLike,
  name: 'cisco_ios',
  title: 'Cisco IOS and IOS-XE',
  aliases: ['cisco_xe', 'ios', 'iosxe', 'cisco', 'catalyst', 'ios-xe', 'cisco_ios_telnet'],
  proven: 'recording',
  configuration: {
    commands: [
      'show running-config',
      'show running-config view full',
      'more system:running-config',
      'write terminal',
    ],
    endMarker: '^end$',
    hostname: '^hostname (\\S+)',
    version: '^version (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version:
        'Software \\([^)\\n]+\\), Version ([^ ,\\n]+)|^Cisco IOS Software,(?!.*\\().*Version ([^ ,\\n]+)',
      model: '^cisco (\\S+) .*?(?:processor|bytes of)',
      serial: '^(?:System Serial Number\\s*:|Processor board ID) *(\\S+)',
      hostname: '^(\\S+) uptime is ',
      uptime: '^\\S+ uptime is (.+)$',
    },
  ],
  volatile: [
    { pattern: '^Building configuration\\.\\.\\.$' },
    { pattern: '^Current configuration : \\d+ bytes$' },
    { pattern: '^! (Last|No) configuration change (at|since) ' },
    { pattern: '^! NVRAM config last updated at ' },
    { pattern: '^ntp clock-period ' },
    { pattern: '^Load for five secs: ' },
    { pattern: '^Time source is ' },
  ],
  secrets: iosSecrets,
};
