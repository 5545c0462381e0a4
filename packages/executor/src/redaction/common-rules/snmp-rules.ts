import type { RedactionPattern } from '@netraven/common/platform';
import { type, value } from './fragments.ts';

const hostOptions =
  '(?: +(?:(?:vrf|use-vrf|udp-port|port|source-interface|filter|timeout|retries|retry) +\\S+|traps?|informs?|enable|disable|poll|version +v?(?:1|2c?)|v1|v2c|ipv4|ipv6|\\d{1,3}(?:\\.\\d{1,3}){3}))*';
/** ASA names the interface, then the server, and only then, after `community`, the secret. */
const notAServer =
  '(?!community +\\S|(?:[\\da-f]{0,4}:){2,7}[\\da-f.]* +(?:poll|trap|version) |\\S+ +(?:(?:poll|trap) +)?community +\\S)';
const notAName =
  'traps?|informs?|version|vrf|use-vrf|udp-port|port|community|poll|enable|disable|source-interface|filter|auth|noauth|priv|\\d|\\d{1,3}(?:\\.\\d{1,3}){3}|v1|v2c|v3|user|traps-only|mask|on|off';
const algorithm = '(?:3des|des\\S*|aes\\S*|cfb128\\S*)(?: +(?:128|192|256))?';
const notAKey =
  'auth|priv|auth-pass|priv-pass|auth-key|priv-key|access|remote|v3|encrypted|localized|localizedkey|engineID|acl|read|write|notify|auth-password|priv-password|auth-encrypted|priv-encrypted|context|des|3des|aes|aes-?(?:128|192|256)\\S{0,2}|md5|sha(?:-?\\d+)?|ipv4|ipv6|nosnmpv3';
const words = (most: number) => `(?: +\\S+){1,${most}}?`;

/** Communities and user keys of SNMP. A community is a password: who knows it reads, or writes, the device. */
export const snmpRules: readonly RedactionPattern[] = [
  {
    kind: 'snmp-community',
    pattern: `snmp-server +community +(?:(?:[0-9]|encrypted|plain|plaintext|cipher|ciphertext|hash|text) +)?${value()}`,
    source: 'Cisco IOS SNMP command reference; EOS, NX-OS, IronWare and FSOS recordings',
  },
  {
    kind: 'snmp-community',
    pattern: `snmp(?:-server)? +host +(?:ipv[46] +|vrf +\\S+ +)?\\S+(?: +\\d+(?= +\\S+ +smode))?${hostOptions} +(?:(?:[0-9]|encrypted|clear|name) +(?=\\S))?${notAServer}${value(0, notAName)}`,
    source: 'Cisco IOS and NX-OS "snmp-server host"; Netgear "snmp host"; RANCID ios.pm',
  },
  {
    kind: 'snmp-community',
    pattern: 'community-map +"?(?!mode )(?<secret>[^\\s":]+)',
    source: 'Cisco NX-OS "snmp-server mib community-map"; OmniSwitch AOS 8 "snmp community-map"',
  },
  {
    kind: 'snmp-community',
    pattern: `snmp community (?:create|delete|accessmode +r[ow]|mode +(?:enable|disable)|ipaddr +\\S+ +\\S+) +${value()}`,
    source: 'Cisco AireOS; RANCID ciscowlc.pm',
  },
  {
    kind: 'snmp-community',
    pattern: `securityname +${type}${value()}`,
    source: 'Comware and VRP "snmp-agent target-host … params securityname": the community for v1 and v2c',
  },
  {
    kind: 'snmp-community',
    pattern: `snmp(?: +\\S+){0,3}? +trap-group +${value()}`,
    source: 'Junos: the name of a trap group is sent as the community of its traps',
  },
  {
    kind: 'snmp-community',
    pattern: `^\\s*trap-group +${value()}`,
    within: '^\\s*snmp\\b',
    source: 'Junos, braces',
  },
  {
    kind: 'snmp-community',
    pattern: `(?:^|\\s)name=${value()}`,
    within: '^/snmp community',
    source: 'RouterOS',
  },
  {
    kind: 'snmp-community',
    pattern: `/snmp community add .*?\\bname=${value()}`,
    source: 'RouterOS, export terse',
  },
  {
    kind: 'snmp-community',
    pattern: `^\\s*set name +${value()}`,
    within: '^\\s*config system snmp community',
    source: 'FortiOS CLI reference',
  },
  {
    kind: 'snmp-community',
    pattern: `(?:^|[\\s"'{:])(?:(?:com2sec|com2sec6)(?: +-Cn +\\S+)? +\\S+ +\\S+|(?:trapsink|trap2sink|informsink) +\\S+) +${value()}`,
    source: 'snmpd.conf(5) of Net-SNMP: Cumulus, VyOS, EdgeOS',
  },
  {
    kind: 'snmp-key',
    pattern: `snmp(?!\\S* +host\\b)\\S*${words(14)} +auth +(?:(?:encrypted|localized) +)?(?:md5|sha\\S*) +(?!auth-)${type}${value(0, notAKey)}(?: +(?<secret9>[0-9a-f]{16,}))?`,
    source: 'Cisco IOS, NX-OS, EOS, ProCurve, Netgear, FSOS "snmp-server user"',
  },
  {
    kind: 'snmp-key',
    pattern: `snmp(?!\\S* +(?:host|group)\\b)\\S*${words(16)} +priv +(?:encrypted +)?(?:${algorithm} +)?${type}${value(0, notAKey)}`,
    source: 'Cisco IOS, NX-OS, EOS, ProCurve "snmp-server user"; the algorithm may be left out',
  },
  {
    kind: 'snmp-key',
    pattern: `snmp\\S*${words(12)} +(?:auth|priv)-prot +\\S+ +${type}${value()}(?: +priv-prot +\\S+ +${type}${value(10)})?`,
    source: 'ArubaOS "snmp-server user … auth-prot"',
  },
  {
    kind: 'snmp-key',
    pattern: `snmpv3(?: +\\S+){2,8}? +authentication +(?:md5|sha\\S*) +(?:(?:localized-key|hex) +)?${value()}(?: +privacy +(?:(?:des|3des|aes)\\S*(?: +(?:128|192|256))? +)?(?:(?:localized-key|hex) +)?${value(10)})?`,
    source: 'EXOS "configure snmpv3 add user"',
  },
  {
    kind: 'snmp-key',
    pattern: `usm-user(?: +\\S+){1,6}? +authentication-mode +\\S+ +${type}${value(0, 'privacy-mode|acl')}(?: +privacy-mode +\\S+ +${type}${value(10)})?`,
    source: 'Comware and VRP "snmp-agent usm-user"',
  },
  {
    kind: 'snmp-key',
    pattern: `usm-user(?: +\\S+){1,6}? +privacy-mode +\\S+ +${type}${value(0, 'acl')}`,
    source: 'VRP V8, where each key has its own line',
  },
  {
    kind: 'snmp-key',
    pattern: `snmp v3user create(?: +\\S+){4} +${value()}(?: +${value(10)})?`,
    source: 'Cisco AireOS',
  },
  {
    kind: 'snmp-key',
    pattern: `(?:^|[\\s"'{:])createUser(?: +-e +\\S+)? +\\S+ +(?:MD5|SHA\\S*) +${value()}(?: +(?:DES|AES)\\S* +${value(10)})?`,
    source: 'snmpd.conf(5) of Net-SNMP',
  },
  {
    kind: 'snmp-key',
    pattern: `snmp-server user .*?\\s(?:md5|sha\\S*) +${value(0, notAKey)}(?: +(?:des|3des|aes)\\S* +${value(10, notAKey)})?`,
    source: 'VOSS, where no "auth" stands before the algorithm',
  },
  {
    kind: 'snmp-key',
    pattern: `(?:auth|priv)-(?:encrypted|password) +${value(0, notAKey)}`,
    source: 'ACOS, SLX-OS',
  },
  {
    kind: 'snmp-community',
    pattern: `community-map +(?:clear|encrypted|index) +${value()}`,
    source: 'IOS-XR',
  },
  {
    kind: 'snmp-community',
    pattern: `(?:^|[\\s"'{:])host +\\S+ +(?:traps|informs) +(?:version +(?:1|2c) +)?${type}${value(0, `${notAName}|clear|encrypted`)}`,
    source: 'IOS-XR, block form',
  },
  {
    kind: 'snmp-community',
    pattern: `snmp(?:v3)?(?: +add)? +community +(?:(?:index|encrypted) +)?(?:"[^"]*"|\\S+) +(?:encrypted +)?name +(?:encrypted +)?${value()}`,
    source: 'ArubaOS-Switch "snmpv3 community index", EXOS "configure snmpv3 add community"',
  },
  {
    kind: 'snmp-community',
    pattern: `snmp-server community-group +${value()}`,
    source: 'Cisco Small Business',
  },
  {
    kind: 'snmp-community',
    pattern: `snmp trapreceiver (?:create|mode +(?:enable|disable)) +${value()}`,
    source: 'Cisco AireOS: the name of a receiver is the community of its traps',
  },
  {
    kind: 'snmp-community',
    pattern: `rmon event +\\d+ .*?\\btrap +${value(0, 'owner|description')}`,
    source: 'Cisco IOS RMON',
  },
  {
    kind: 'snmp-community',
    pattern: `/snmp community set .*?\\bname=${value()}`,
    source: 'RouterOS, export terse',
  },
  {
    kind: 'snmp-community',
    pattern: '<(?:snmp-)?community>\\s*<(?:name|community-name)>(?<secret>[^<\\s]+)',
    source: 'Junos XML',
  },
  {
    kind: 'snmp-community',
    pattern: '^\\s*<name>(?<secret>[^<\\s]+)</name>',
    within: '^\\s*<(?:snmp-)?community>',
    source: 'Junos XML, over several lines',
  },
  {
    kind: 'snmp-key',
    pattern: `snmp.{0,200}? auth-(?:md5|sha\\d*)(?:-key)? +${value(0, notAKey)}(?: +(?:priv|encrypt)-(?:3?des|aes\\d*)(?:-key)? +${value(10, notAKey)})?`,
    source: 'Dell OS6, NVUE and NCLU of Cumulus Linux',
  },
  {
    kind: 'snmp-community',
    pattern: `trapsess .{0,200}?-c +${value()}`,
    source: 'snmpd.conf(5)',
  },
  {
    kind: 'snmp-community',
    pattern: `(?:^|[\\s"'{:])snmptrap +(?:snmpversion +)?${value(0, 'mode|snmpversion|ipaddr')} +(?:ipaddr +|ip6addr +)?\\d`,
    source: 'FASTPATH "snmptrap"',
  },
  {
    kind: 'snmp-community',
    pattern: `create snmp group +${value()} +(?:v1|v2c)(?:\\s|$)`,
    source: 'D-Link: the group of a community bears its name',
  },
  {
    kind: 'snmp-key',
    pattern: `(?:^|[\\s"'{:])authentication +(?:hash2? +)?(?:md5|sha\\S*)(?:-key)? +${value(0, 'key')} +privacy +\\S+ +${value(10)}`,
    source: 'Nokia SR OS',
  },
  {
    kind: 'snmp-key',
    pattern: `(?:auth|priv)-password +${type}${value(0, notAKey)}`,
    source: 'SLX-OS, SONiC, Ciena',
  },
];
