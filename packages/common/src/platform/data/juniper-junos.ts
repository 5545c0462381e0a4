import type { PlatformData } from '../platform.ts';
import { lessPagers, morePagers, pemBlocks } from './shared.ts';

const source = 'Oxidized junos, RANCID junos.pm';
/** In quotes, or marked by Junos itself. */
const value = '(?:"(?<secret>[^"]+)"|(?<secret1>[^"\\s;]+)(?=;? *## SECRET-DATA))';

/** Sources: Oxidized `junos`, RANCID `junos.pm`, netmiko `juniper_junos`; a recorded SRX300. */
export const juniperJunos: PlatformData = {
  algorithms: 'legacy',
  name: 'juniper_junos',
  title: 'Juniper Junos, Junos Evolved, SRX',
  aliases: ['juniper', 'junos', 'junos-evo', 'juniper-srx', 'juniper_srx', 'srx'],
  proven: 'recording',
  prompt: '^(?<name>[\\w.-]+(@[\\w.-]+)?)(:[\\w./~-]+ ?)?[>#%]\\s*$',
  privilege: [{ when: '%\\s*$|:[^>]* #\\s*$', command: 'cli' }],
  setup: ['set cli complete-on-space off', 'set cli screen-length 0', 'set cli screen-width 0'],
  configuration: {
    commands: ['show configuration | display omit', 'show configuration'],
    endMarker: '^\\}$',
    head: ['^\\{[\\w:.]+\\}$'],
    tail: ['^\\{[\\w:.]+\\}(\\[edit\\])?$'],
    hostname: '^ {4}host-name (\\S+);',
    version: '^version (\\S+);',
  },
  facts: [
    {
      command: 'show version',
      hostname: '^Hostname: (\\S+)',
      model: '^Model: (\\S+)',
      version: '^Junos: (\\S+)|^JUNOS .*?\\[([^\\]]+)\\]',
    },
    {
      command: 'show chassis hardware',
      serial: '^Chassis +(?:REV \\d+ +\\S+ +)?(\\S+) ',
      model: '^Chassis .* \\[?(\\S+?)\\]?\\s*$',
    },
    { command: 'show system uptime', uptime: ' up +(.+?), +\\d+ users?' },
  ],
  refusals: ['^\\s*(unknown command|syntax error|error: )', '^\\S+: command not found'],
  pagers: [...morePagers, ...lessPagers],
  volatile: [
    { pattern: '^## Last (commit|changed): ' },
    { pattern: '^\\{(master|primary|backup|secondary)[^}]*\\}$' },
  ],
  secrets: [
    {
      kind: 'password',
      pattern: '(?:encrypted-password|plain-text-password-value|simple-password) "?(?<secret>[^";\\s]+)',
      source,
    },
    { kind: 'password', pattern: `password ${value}`, source },
    {
      kind: 'key',
      pattern: `(?:(?<!ntp )authentication-key(?: \\d+ type \\S+ value)?|secret|key) ${value}`,
      source,
    },
    {
      kind: 'pre-shared-key',
      pattern: 'pre-shared-key (?:ascii-text|hexadecimal) "?(?<secret>[^";\\s]+)',
      source,
    },
    { kind: 'secret', pattern: '^(?!\\s*#).*?"?(?<secret>[^\\s";]+)"?; ## SECRET-DATA', source },
    {
      kind: 'snmp-community',
      pattern: '^\\s*(?:set .*?snmp )?community "?(?<secret>[^"\\s{;]+)"? ?(?:\\{|;|authorization|clients|$)',
      source,
    },
    { kind: 'url-password', pattern: '[a-z]+://[^:@/\\s]+:(?<secret>[^@/\\s]+)@', source },
    ...pemBlocks,
  ],
  comment: '#',
  patience: 2,
};
