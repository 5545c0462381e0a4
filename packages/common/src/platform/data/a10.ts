import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Oxidized acos, RANCID acos.pm';

/** Sources: Oxidized `acos`, RANCID `acos.pm`, netmiko `a10`. */
export const a10: PlatformData = {
  ...iosLike,
  name: 'a10',
  title: 'A10 ACOS',
  aliases: ['acos', 'a10_ssh', 'acosa10'],
  prompt:
    '^(?<name>[\\w.-]+?)(-(Active|Standby|ForcedStandby)[\\w.-]*)?(\\[[^\\]\\n]*\\])*(\\([^()\\n]*\\))?[>#]\\s*$',
  setup: ['terminal length 0', 'terminal width 0'],
  configuration: {
    commands: [
      'show running-config all-partitions',
      'show running-config partition-config all',
      'show running-config',
    ],
    endMarker: '^end$',
    hostname: '^hostname (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: 'version ([\\d.]+[^\\s,]*)',
      model: '^\\s*(?:Thunder Series .*?|AX Series .*?)?(TH\\d+\\S*|AX\\d+\\S*)',
      serial: '^\\s*Serial Number: (\\S+)',
      uptime: 'has been up (.+?)\\s*$',
    },
  ],
  volatile: [
    { pattern: '^!?Current configuration: \\d+ bytes' },
    { pattern: '^!?Configuration last (updated|saved|synchronized) at ' },
  ],
  secrets: [
    { kind: 'password', pattern: '(?:password|secret|passphrase|key)[ -]encrypted (?<secret>\\S+)', source },
    { kind: 'snmp-community', pattern: 'community read (?:encrypted )?(?<secret>\\S+)', source },
    ...iosSecrets,
  ],
  logout: { command: 'exit', answers: [{ when: '\\(?(y/n|yes/no)\\)?.*:?\\s*$', send: 'Y\n' }] },
};
