import type { PlatformData } from '../platform.ts';
import { morePagers } from './shared.ts';

const source = 'Oxidized xos, RANCID exos.pm';

/**
 * EXOS. Only the paging of the session is switched off; the plain form of the command is a setting on some releases.
 * Sources: Oxidized `xos`, RANCID `exos.pm`, netmiko `extreme_exos`.
 */
export const extremeExos: PlatformData = {
  name: 'extreme_exos',
  title: 'Extreme EXOS, Switch Engine',
  aliases: ['extreme', 'xos', 'exos', 'extreme_telnet'],
  algorithms: 'legacy',
  prompt: '^[*!]? ?(Slot-\\d+ )?(\\([^()\\n]*\\) )?(?<name>[\\w./:@+-]+?)(\\.\\d+)? ?[#>]\\s*$',
  setup: ['disable clipaging session'],
  configuration: {
    commands: ['show configuration'],
    hostname: '^configure snmp sysName "?([^"\\n]+?)"?$',
  },
  facts: [
    {
      command: 'show switch',
      hostname: '^SysName: +(\\S+)',
      model: '^System Type: +(.+?)\\s*$',
      uptime: '^System UpTime: +(.+?)\\s*$',
      version: '^(?:Primary|Image) ver(?:sion)?: +(\\S+)',
    },
    {
      command: 'show version',
      version: '^Image +: .*? version (\\S+)',
      serial: '^(?:Switch|Chassis|Slot-1) +: \\S+ (\\S+) ',
    },
  ],
  refusals: [
    '^\\s*%% ?(invalid|incomplete|ambiguous|unrecognized|permission)',
    '^\\s*error: ',
    '^\\s*\\^\\s*$',
  ],
  pagers: [...morePagers, { when: '^press <space> to continue or <q> to quit:?\\s*$', send: ' ' }],
  volatile: [{ pattern: '^# (Next periodic save|Current time|Time):? ' }, { pattern: '^Time: +' }],
  secrets: [
    { kind: 'password', pattern: '^(?:configure|create) account .*?encrypted "?(?<secret>[^"\\s]+)', source },
    {
      kind: 'aaa-key',
      pattern:
        '^configure (?:radius|tacacs)(?:-accounting)? .*?shared-secret (?:encrypted )?"?(?<secret>[^"\\s]+)',
      source,
    },
    { kind: 'private-key', pattern: '^configure ssh2 key (?:pregenerated )?"?(?<secret>[^"\\s]+)', source },
    {
      kind: 'routing-key',
      pattern:
        '^configure (?:bgp|ospf|isis|rip|vrrp) .*?(?:password|authentication \\S+(?: \\d+)?) (?:encrypted )?"?(?<secret>[^"\\s]+)',
      source,
    },
    {
      kind: 'snmp-community',
      pattern: '^configure snmp (?:add|delete) community \\S+ (?:encrypted )?(?:name )?"?(?<secret>[^"\\s]+)',
      source,
    },
    {
      kind: 'snmp-key',
      pattern:
        '^configure snmpv3 add (?:user|community) .*?(?:localized-key|hex|name) "?(?<secret1>[^"\\s]+)"?(?: privacy .*?(?:localized-key|hex) "?(?<secret2>[^"\\s]+))?',
      source,
    },
  ],
  comment: '#',
  logout: {
    command: 'exit',
    answers: [{ when: 'save configuration changes.*\\? ?(\\([^)]*\\))?\\s*$', send: 'n\n' }],
  },
};
