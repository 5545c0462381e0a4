import type { PlatformData } from '../platform.ts';
import { pemBlocks } from './shared.ts';

const source = 'Oxidized ios, RANCID ios.pm, Cisco IOS command reference';
const type = '(?:\\d+ )?';
/** ASA and FTD name the interface first, then the server: neither is the community. */
const server =
  '(?:\\d{1,3}(?:\\.\\d{1,3}){3}(?:\\s|$)|(?:[\\da-f]{0,4}:){2,7}[\\da-f.]* +(?:poll|trap|version) |\\S+ +(?:(?:poll|trap) +)?community +\\S|community +\\S)';

/** Shapes of secrets in Cisco IOS; systems with the same command line share them. */
export const iosSecrets: NonNullable<PlatformData['secrets']> = [
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
    pattern: `^snmp-server host \\S+(?: vrf \\S+)?(?: (?:traps|informs))?(?: version (?:1|2c))? (?!${server})(?<secret>\\S+)`,
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
];
