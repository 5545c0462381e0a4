import type { PlatformData } from '../platform.ts';
import { iosSecrets } from './ios-secrets.ts';
import { iosLike } from './shared.ts';

const source = 'RANCID hrancid, Oxidized procurve';

const systemFacts = {
  hostname: '^\\s*System Name +: (\\S+)',
  version: '^\\s*Software revision +: (\\S+)',
  serial: 'Serial Number +: (\\S+)',
  uptime: '^\\s*Up Time +: (.+?)(?: {2,}|$)',
};

/** Sources: Oxidized `procurve`, RANCID `hrancid`, netmiko `hp_procurve`. */
export const hpProcurve: PlatformData = {
  ...iosLike,
  name: 'hp_procurve',
  title: 'HP ProCurve, ArubaOS-Switch',
  aliases: ['aruba_osswitch', 'aruba_procurve', 'procurve', 'hp', 'hp_procurve_telnet', 'aoss', 'hpprocurve'],
  prompt: '^(?<name>[\\w][\\w .@:/~+-]*?)(\\([^()\\n]*\\))?[>#]\\s*$',
  login: {
    answers: [
      { when: 'press any key to continue', send: '\n' },
      { when: 'enter switch number to connect to.*$', send: '\n' },
    ],
  },
  setup: ['no page', 'terminal width 511'],
  configuration: {
    commands: ['show running-config', 'write terminal'],
    hostname: '^hostname "?([^"\\n]+?)"?\\s*$',
    version: '^; .*release #(\\S+)',
    model: '^; (\\S+) Configuration Editor',
  },
  facts: [
    { command: 'show system', ...systemFacts },
    { command: 'show system information', ...systemFacts },
  ],
  refusals: [...iosLike.refusals, '^(invalid|ambiguous|incomplete) input: ', '^not (a )?valid '],
  volatile: [{ pattern: '^Running configuration is (the )?same as ' }],
  secrets: [
    {
      kind: 'password',
      pattern:
        '^password (?:manager|operator|all|port-access)(?: user-name \\S+)?(?: (?:plaintext|sha1|sha-?256))? "?(?!user-name )(?<secret>[^"\\s]+)',
      source,
    },
    {
      kind: 'snmp-community',
      pattern: '^snmp-server (?:community|host \\S+(?: community)?) "?(?!community )(?<secret>[^"\\s]+)',
      source,
    },
    {
      kind: 'aaa-key',
      pattern: '^(?:radius|tacacs)-server (?:host \\S+ .*?)?(?:encrypted-)?key "?(?<secret>[^"\\s]+)',
      source,
    },
    {
      kind: 'snmp-key',
      pattern:
        '^snmpv3 user .*?auth \\S+ "?(?<secret1>[^"\\s]+)"?(?: priv (?:aes |des )?"?(?<secret2>[^"\\s]+))?',
      source,
    },
    ...iosSecrets,
  ],
  comment: ';',
  terminal: { columns: 1000 },
  logout: {
    command: 'logout',
    answers: [
      { when: 'log ?out \\[y/n\\]\\?\\s*$', send: 'y' },
      { when: 'save current configuration.*\\?\\s*$', send: 'n' },
    ],
  },
};
