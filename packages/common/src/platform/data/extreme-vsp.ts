import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'Extreme VOSS command reference';

/** Sources: Oxidized `voss`, netmiko `extreme_vsp`. */
export const extremeVsp: PlatformData = {
  ...iosLike,
  name: 'extreme_vsp',
  title: 'Extreme VOSS, Fabric Engine',
  aliases: ['avaya_vsp', 'voss', 'vsp'],
  prompt: '^(?<name>[\\w.@/~+-]+?)(:\\d+)?(\\([^()\\n]*\\))?[>#]\\s*$',
  setup: ['terminal more disable'],
  configuration: {
    commands: ['show running-config', 'more config.cfg'],
    hostname: '^(?:snmp-server name|sys name|prompt) "?([^"\\n]+?)"?$',
    version: '^# software version *: *(\\S+)',
  },
  facts: [
    {
      command: 'show sys-info',
      version: '^\\s*SysDescr +: .*?\\(([\\d.]+)\\)',
      model: '^\\s*ModelName +: (\\S+)',
      serial: '^\\s*Serial# +: (\\S+)',
      hostname: '^\\s*SysName +: (\\S+)',
      uptime: '^\\s*SysUpTime +: (.+?)\\s*$',
    },
  ],
  volatile: [
    { pattern: '^\\s*Command Execution Time:' },
    { pattern: '^# (\\w{3} \\w{3} +\\d+ \\d\\d:\\d\\d:\\d\\d \\d{4}|date|time)' },
  ],
  secrets: [
    {
      kind: 'password',
      pattern: '^\\s*(?:username|password) \\S+ .*?(?:password|hash) "?(?<secret>[^"\\s]+)',
      source,
    },
    { kind: 'aaa-key', pattern: '^\\s*(?:radius|tacacs) server .*?key "?(?<secret>[^"\\s]+)', source },
    { kind: 'routing-key', pattern: '^\\s*ip ospf .*?key "?(?<secret>[^"\\s]+)', source },
    { kind: 'snmp-community', pattern: '^\\s*snmp-server community "?(?<secret>[^"\\s]+)', source },
    ...iosSecrets,
  ],
  comment: '#',
};
