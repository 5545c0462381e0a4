import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'RANCID foundry.pm, Oxidized ironware';

/** What the descendants of Foundry's IronWare have in common; the way of login stands before the name in the prompt. */
const foundryLike = {
  ...iosLike,
  algorithms: 'legacy' as const,
  prompt: '^((telnet|SSH)@)?(?<name>[\\w#][\\w.:/~#+ -]*?)(\\([^()\\n]*\\))?[>#]\\s*$',
  setup: ['skip-page-display', 'terminal length 0'],
  refusals: [
    ...iosLike.refusals,
    '^\\s*invalid input -> ',
    '^\\s*incomplete command',
    '^\\s*ambiguous input -> ',
  ],
  pagers: [...iosLike.pagers, { when: '^--More--, next page: Space,.*$', send: ' ' }],
  configuration: {
    commands: ['show running-config', 'write terminal'],
    endMarker: '^end$',
    minLines: 6,
    hostname: '^hostname (\\S+)',
    version: '^ver (\\S+)',
  },
  volatile: [
    { pattern: '^Current configuration ?:.*$' },
    { pattern: '^\\s*secure-mac-address ' },
    { pattern: '^!?Building configuration\\.\\.\\.$' },
  ],
  secrets: [
    {
      kind: 'password',
      pattern: '^enable (?:super-user|port-config|read-only)-password (?:\\d )?(?<secret>\\S+)',
      source,
    },
    {
      kind: 'snmp-community',
      pattern: '^snmp-server (?:community|host \\S+(?: version \\S+)?) (?:\\d )?(?<secret>\\S+)',
      source,
    },
    { kind: 'aaa-key', pattern: '^(?:radius|tacacs)-server .*?key (?:\\d )?(?<secret>\\S+)', source },
    { kind: 'private-key', pattern: '^crypto key .*?(?:private_key|private-key) "?(?<secret>[^"]+)', source },
    ...iosSecrets,
  ],
};

/** Sources: Oxidized `ironware`, RANCID `foundry.pm`, netmiko `extreme_netiron`. */
export const extremeNetiron: PlatformData = {
  ...foundryLike,
  name: 'extreme_netiron',
  title: 'Extreme NetIron, Brocade MLX and CER',
  aliases: ['brocade_netiron', 'ironware', 'netiron', 'foundry'],
  facts: [
    {
      command: 'show version',
      version: '^(?:IronWare|System|Monitor) *:? *Version V?(\\S+)',
      model: '^(?:System|Chassis): +(.+?)(?: \\(Serial|$)',
      serial: 'Serial #: +([^,)\\s]+)',
      uptime: 'uptime is (.+?)\\s*$',
    },
  ],
};

/** Sources: Oxidized `fastiron`, RANCID `foundry.pm`, netmiko `ruckus_fastiron`; a recorded ICX 7150. */
export const ruckusFastiron: PlatformData = {
  ...foundryLike,
  name: 'ruckus_fastiron',
  title: 'Ruckus ICX, Brocade FastIron',
  aliases: ['brocade_fastiron', 'fastiron', 'icx'],
  proven: 'recording',
  facts: [
    {
      command: 'show version',
      version: 'SW: Version (\\S+)',
      model: '^\\s*HW: (?:Stackable |Chassis )?(\\S+)',
      serial: '^\\s*Serial +#: ?(\\S+)',
      uptime: '^\\s*(?:The system|STACKID 1 +system) uptime is (.+?)\\s*$',
    },
  ],
};
