import type { PlatformData } from '../platform.ts';
import { morePagers } from './shared.ts';

const source = 'Oxidized gaiaos';

/** The system settings of `clish`; the policy lives in the management server. Sources: Oxidized `gaiaos`, netmiko `checkpoint_gaia`. */
export const checkpointGaia: PlatformData = {
  name: 'checkpoint_gaia',
  title: 'Check Point Gaia (clish)',
  aliases: ['gaiaos', 'gaia', 'checkpoint'],
  algorithms: 'legacy',
  prompt: '^(\\[Global\\] ?|\\[Expert@)?(?<name>[\\w.-]+)(:[\\w.-]+)?(>|\\]# ?)\\s*$',
  privilege: [{ when: '^\\[Expert@', command: 'clish' }],
  setup: ['set clienv rows 0'],
  configuration: { commands: ['show configuration'], hostname: '^set hostname (\\S+)' },
  facts: [
    { command: 'show version all', version: '^Product version .*?(R\\d\\S*)' },
    { command: 'show asset all', model: '^Platform: (.+?)\\s*$', serial: '^Serial Number: (\\S+)' },
    { command: 'show uptime', uptime: 'up +(.+?),\\s+\\d+ user' },
  ],
  refusals: [
    '^(CLINFR\\d+|NMS\\w+) ',
    '^\\s*(invalid command|incomplete command|ambiguous command|bad command)',
  ],
  pagers: morePagers,
  volatile: [{ pattern: '^# Exported by \\S+ on ' }],
  secrets: [
    {
      kind: 'password',
      pattern: '^set (?:expert-password-hash|user \\S+ password-hash|grub2?-password-hash) (?<secret>\\S+)',
      source,
    },
    { kind: 'snmp-community', pattern: '^(?:add|set) snmp .*?community (?<secret>\\S+)', source },
    { kind: 'snmp-key', pattern: '(?:auth|privacy)-pass-phrase(?:-hashed)? (?<secret>\\S+)', source },
    {
      kind: 'routing-key',
      pattern:
        '^set (?:ospf|bgp|rip|pim|vrrp) .*?(?:secret|password|authtype \\S+ key \\S+ secret|md5) (?<secret>\\S+)$',
      source,
    },
    { kind: 'aaa-key', pattern: '^(?:add|set) aaa .*?(?:secret|key) (?<secret>\\S+)', source },
  ],
  comment: '#',
};
