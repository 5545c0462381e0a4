import type { PlatformData } from '../platform.ts';
import { pemBlocks } from './shared.ts';

const source = 'Oxidized sros and srosmd';

/** What both command lines of SR OS have in common. */
const srosLike = {
  algorithms: 'legacy' as const,
  prompt: '^[*!]?[AB]:(?<name>[\\w.@-]+)([>#$][^#$\\n]*)?[#$]\\s*$',
  refusals: [
    '^\\s*(minor|major|error): ?',
    '^\\s*(error: bad command|error: invalid|cli command not allowed for this user)',
    '^\\s*\\^+\\s*$',
  ],
  pagers: [
    { when: '^press any key to continue \\(q to quit\\)\\s*$', send: ' ' },
    {
      when: '^press q to quit, enter to print next line or any other key to print next page\\.?\\s*$',
      send: ' ',
    },
  ],
  secrets: [
    { kind: 'snmp-community', pattern: '\\bcommunity "?(?<secret>[^"\\s]+)', source },
    { kind: 'snmp-community', pattern: 'notify-community "?(?<secret>[^"\\s]+)', source },
    {
      kind: 'password',
      pattern:
        '\\b(?:password|authentication-key|auth-key|secret|hash-key|message-digest-key \\d+ md5|key|pre-shared-key|authentication-keychain-key|encryption-key) "?(?<secret>[^"\\s]+)"?(?: (?:hash2?|custom))?',
      source,
    },
    {
      kind: 'snmp-key',
      pattern: 'authentication (?:hash )?(?:md5|sha\\S*) (?<secret1>\\S+)(?: privacy \\S+ (?<secret2>\\S+))?',
      source,
    },
    ...pemBlocks,
  ],
  comment: '#',
  logout: { command: 'logout' },
  patience: 2,
};
/** Classic command line. Sources: Oxidized `sros`, RANCID `sros.pm`, netmiko `nokia_sros`. */
export const nokiaSros: PlatformData = {
  ...srosLike,
  name: 'nokia_sros',
  title: 'Nokia SR OS (classic and MD-CLI)',
  aliases: ['alcatel_sros', 'sros', 'srosmd', 'sros-md', 'timos'],
  setup: ['environment no more', 'environment more false'],
  configuration: {
    commands: [
      'admin display-config',
      'admin show configuration configure full-context',
      'admin show configuration',
    ],
    endMarker: '^# Finished |^\\}$|^persistent-indices|^ {0,4}\\}$',
    hostname: '^\\s*(?:system )?name "?([^"\\n]+?)"?$',
    version: '^# TiMOS-\\S-([\\d.]+\\S*)',
    head: ['^INFO: .*$'],
    tail: ['^INFO: .*$', '^\\[.*\\]$'],
  },
  facts: [
    {
      command: 'show system information',
      version: '^System Version +: (\\S+)',
      model: '^System Type +: (.+?)\\s*$',
      hostname: '^System Name +: (\\S+)',
      uptime: '^System Up Time +: (.+?)\\s*$',
    },
    { command: 'show chassis', serial: '^\\s*Serial number +: (\\S+)' },
  ],
  volatile: [{ pattern: '^# (Generated|Finished) ' }, { pattern: '^\\s*time last saved ' }],
};
