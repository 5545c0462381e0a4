import type { PlatformData } from '../platform.ts';
import { morePagers } from './shared.ts';

const source = 'OmniSwitch CLI reference';

/** Sources: Oxidized `aos` and `aos7`, netmiko `alcatel_aos`. */
export const alcatelAos: PlatformData = {
  name: 'alcatel_aos',
  title: 'Alcatel-Lucent Enterprise OmniSwitch AOS 6 and 8',
  aliases: ['aos', 'aos7', 'omniswitch'],
  algorithms: 'legacy',
  prompt: '^(?<name>\\S.{0,60}?) ?(->|=>|[>#])\\s*$',
  configuration: {
    commands: ['show configuration snapshot', 'show configuration snapshot all'],
    hostname: '^system name "?([^"\\n]+?)"?$',
  },
  facts: [
    {
      command: 'show system',
      version: '^\\s*Description: .*? (\\d+\\.\\d+\\.\\S+) ',
      model: '^\\s*Description: +(?:Alcatel-Lucent (?:Enterprise )?)?(OS\\S+)',
      hostname: '^\\s*Name: +([^,\\s]+)',
      uptime: '^\\s*Up Time: +(.+?),?\\s*$',
    },
    { command: 'show chassis', serial: '^\\s*Serial Number: +([^,\\s]+)' },
  ],
  refusals: ['^\\s*error: ', '^\\s*\\^+\\s*$', '^\\s*(invalid|unknown|unrecogni[sz]ed) '],
  pagers: morePagers,
  volatile: [{ pattern: '^Please wait\\.+$' }],
  secrets: [
    { kind: 'password', pattern: '^user \\S+ .*?(?:password|md5\\+des|sha\\+\\S+) (?<secret>\\S+)', source },
    {
      kind: 'aaa-key',
      pattern: '^aaa (?:radius|tacacs\\+|ldap)-server .*?(?:hash-key|key|password) "?(?<secret>[^"\\s]+)',
      source,
    },
    { kind: 'snmp-community', pattern: '^snmp community[ -]map "?(?!mode )(?<secret>[^"\\s]+)', source },
    { kind: 'key', pattern: '\\b(?:hash-key|key|password|community) "?(?<secret>[^"\\s]+)', source },
  ],
};
