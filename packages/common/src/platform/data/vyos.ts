import type { PlatformData } from '../platform.ts';
import { lessPagers, pemBlocks } from './shared.ts';

const source = 'Oxidized vyos, VyOS configuration guide';

/** What the descendants of Vyatta have in common. */
export const vyattaLike = {
  prompt: '^(?<name>[\\w.-]+@[\\w.-]+)(:~?[\\w/.-]*[$#]|[>#])\\s*$',
  setup: ['terminal length 0'],
  refusals: [
    '^\\s*(invalid command|ambiguous command|incomplete command|-?vbash: .*: command not found|permission denied)',
  ],
  pagers: lessPagers,
  secrets: [
    {
      kind: 'pre-shared-key',
      pattern:
        "(?:pre-shared-secret|pre-?shared-key|shared-key|authentication psk \\S+ secret) '?(?<secret>[^'\\s{]+)'?$",
      source,
    },
    { kind: 'private-key', pattern: "private[ -]key '?(?<secret>[^'\\s{]+)'?$", source },
    {
      kind: 'password',
      pattern:
        "(?:encrypted-password|plaintext-password|password|secret|auth-pass\\S*) '?(?<secret>[^'\\s{]+)'?$",
      source,
    },
    { kind: 'snmp-community', pattern: "snmp community '?(?<secret>[^'\\s{]+)", source },
    { kind: 'snmp-community', pattern: "trap-target .*community '?(?<secret>[^'\\s]+)", source },
    { kind: 'url-password', pattern: '[a-z]+://[^:@/\\s]+:(?<secret>[^@/\\s]+)@', source },
    ...pemBlocks,
  ],
  comment: '#',
};

/** Sources: Oxidized `vyos` and `vyatta`, netmiko `vyos`; a recorded VyOS 1.4. */
export const vyos: PlatformData = {
  ...vyattaLike,
  algorithms: 'legacy',
  name: 'vyos',
  title: 'VyOS and Vyatta',
  aliases: ['vyatta', 'vyatta_vyos'],
  proven: 'recording',
  setup: ['set terminal length 0', 'set terminal width 512'],
  configuration: {
    commands: ['show configuration commands | no-more', 'show configuration commands'],
    hostname: "^set system host-name '?([^'\\s]+)",
  },
  facts: [
    {
      command: 'show version',
      version: '^Version: +(?:VyOS )?(\\S+)',
      model: '^Hardware model: +(.+)$',
      serial: '^Hardware S/N: +(\\S+)',
    },
    { command: 'show system uptime', uptime: '^Uptime: +(.+)$' },
  ],
};
