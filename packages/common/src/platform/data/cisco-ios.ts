import type { PlatformData } from '../platform.ts';
import { iosLike, pemBlocks } from './shared.ts';

const source = 'Oxidized ios, RANCID ios.pm, Cisco IOS command reference';
const type = '(?:\\d+ )?';

/** Sources: Oxidized `ios`, RANCID `ios.pm`, netmiko `cisco_ios`; recorded Catalyst 9200L and ASR 920. */
export const ciscoIos: PlatformData = {
  ...iosLike,
  algorithms: 'legacy',
  name: 'cisco_ios',
  title: 'Cisco IOS and IOS-XE',
  aliases: ['cisco_xe', 'ios', 'iosxe', 'cisco', 'catalyst', 'ios-xe', 'cisco_ios_telnet'],
  proven: 'recording',
  configuration: {
    commands: [
      'show running-config',
      'show running-config view full',
      'more system:running-config',
      'write terminal',
    ],
    endMarker: '^end$',
    minLines: 5,
    hostname: '^hostname (\\S+)',
    version: '^version (\\S+)',
  },
  facts: [
    {
      command: 'show version',
      version: 'Version ([^ ,\\n]+)',
      model: '^cisco (\\S+) .*?(?:processor|bytes of)',
      serial: '^(?:System Serial Number\\s*:|Processor board ID) *(\\S+)',
      hostname: '^(\\S+) uptime is ',
      uptime: '^\\S+ uptime is (.+)$',
    },
  ],
  volatile: [
    { pattern: '^Building configuration\\.\\.\\.$' },
    { pattern: '^Current configuration : \\d+ bytes$' },
    { pattern: '^! (Last|No) configuration change (at|since) ' },
    { pattern: '^! NVRAM config last updated at ' },
    { pattern: '^ntp clock-period ' },
    { pattern: '^Load for five secs: ' },
    { pattern: '^Time source is ' },
  ],
  secrets: [
    {
      kind: 'password',
      pattern: `^\\s*enable (?:secret|password)(?: level \\d+)? ${type}(?<secret>\\S+)`,
      source,
    },
    { kind: 'password', pattern: `^\\s*username \\S+ .*?(?:password|secret) ${type}(?<secret>\\S+)`, source },
    { kind: 'password', pattern: `^\\s*(?:password|secret) ${type}(?<secret>\\S+)`, source },
    { kind: 'snmp-community', pattern: '^snmp-server community (?<secret>\\S+)', source },
    {
      kind: 'snmp-community',
      pattern:
        '^snmp-server host \\S+(?: vrf \\S+)?(?: (?:traps|informs))?(?: version (?:1|2c))? (?<secret>\\S+)',
      source,
    },
    {
      kind: 'snmp-key',
      pattern:
        '^snmp-server user .*? auth (?:md5|sha\\S*) (?<secret1>\\S+)(?: priv (?:des|3des|aes)(?: \\d+)? (?<secret2>\\S+))?',
      source,
    },
    { kind: 'aaa-key', pattern: `^\\s*(?:tacacs|radius)(?:-server)?.*? key ${type}(?<secret>\\S+)`, source },
    { kind: 'aaa-key', pattern: `^\\s+(?:server-)?key ${type}(?<secret>\\S+)$`, source },
    { kind: 'pre-shared-key', pattern: `^\\s*crypto isakmp key ${type}(?<secret>\\S+)`, source },
    {
      kind: 'pre-shared-key',
      pattern: `^\\s*pre-shared-key (?:local |remote |address \\S+(?: \\S+)? key )?${type}(?<secret>\\S+)`,
      source,
    },
    { kind: 'key-string', pattern: `^\\s*key-string ${type}(?<secret>\\S+)`, source },
    {
      kind: 'routing-key',
      pattern: `^\\s*ip ospf (?:authentication-key|message-digest-key \\d+ md5) ${type}(?<secret>\\S+)`,
      source,
    },
    { kind: 'routing-key', pattern: `^\\s*neighbor \\S+ password ${type}(?<secret>\\S+)`, source },
    { kind: 'routing-key', pattern: '^\\s*(?:isis|domain-|area-)\\s?password (?<secret>\\S+)', source },
    {
      kind: 'routing-key',
      pattern: `^\\s*(?:standby|vrrp)(?: \\d+)? authentication (?:md5 key-string |text )?${type}(?<secret>\\S+)`,
      source,
    },
    { kind: 'password', pattern: `^\\s*ppp (?:chap|pap) .*?password ${type}(?<secret>\\S+)`, source },
    { kind: 'wlan-key', pattern: `^\\s*.*wpa-psk (?:ascii|hex) ${type}(?<secret>\\S+)`, source },
    { kind: 'ntp-key', pattern: '^ntp authentication-key \\d+ \\S+ (?<secret>\\S+)', source },
    ...pemBlocks,
  ],
};
