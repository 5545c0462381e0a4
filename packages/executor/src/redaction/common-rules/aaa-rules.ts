import type { RedactionPattern } from '@netraven/common/platform';
import { type, value } from './fragments.ts';

/** Accounts of the device, and what it shares with its RADIUS, TACACS+ and LDAP servers. */
export const aaaRules: readonly RedactionPattern[] = [
  {
    kind: 'aaa-key',
    pattern: `\\bkey +(?:authentication|accounting|authorization) +${type}${value()}`,
    source: 'Comware radius scheme and hwtacacs scheme',
  },
  {
    kind: 'aaa-key',
    pattern: `(?:radius|tacacs) server key +(?:auth|acct) +\\S+ +${type}${value()}`,
    source: 'FASTPATH: EdgeSwitch, Netgear, Dell OS6',
  },
  {
    kind: 'aaa-key',
    pattern: `(?:radius|tacacs\\+?) +(?:auth|acct|athr) +add +(?:encrypt +)?\\d+ +\\S+ +\\d+ +(?:(?:ascii|hex|password) +)?(?:\\d +\\S+ +\\d+ +)?${value()}`,
    source: 'Cisco AireOS "config radius auth add"',
  },
  {
    kind: 'passwd',
    pattern: `mgmt-?user +(?:add +)?(?!ssh-pubkey|webui-cacert)(?:"[^"]*"|\\S+) +${value(0, 'root|read-only|read-write|guest-provisioning|network-operations|location-api-mgmt|standard|delete|localauth-disable|webauth-cacert|webui-cacert|ssh-pubkey|password')}(?= +(?:root|read-only|read-write)|\\s*$)`,
    source: 'Cisco AireOS "mgmtuser add"',
  },
  {
    kind: 'passwd',
    pattern: `mgmt-user +(?!ssh-pubkey|webui-cacert)(?:"[^"]*"|\\S+) +(?:"[^"]*"|\\S+) +${value(0, 'node|/|hash')}`,
    source: 'ArubaOS "mgmt-user NAME ROLE HASH"',
  },
  {
    kind: 'passwd',
    pattern: `(?:^|[\\s"'{:])user +(?:"[^"]*"|\\S+) +${value(0, 'password|group|privilege|role|name|class|level|access|\\{|uid')} +(?:portal|radius)(?=["'}\\s]|$)`,
    source: 'Aruba Instant "user NAME HASH portal"',
  },
  {
    kind: 'passwd',
    pattern: `mobility-manager +\\S+ +user +\\S+ +${value()}`,
    source: 'ArubaOS "mobility-manager ADDRESS user NAME KEY"',
  },
  {
    kind: 'passwd',
    pattern: `users? passwd +(?:"[^"]*"|\\S+) +${type}${value()}`,
    source: 'FASTPATH "users passwd NAME encrypted HEX"',
  },
  {
    kind: 'passwd',
    pattern: `create account +(?:admin|user|operator|power_user) +(?:"[^"]*"|\\S+) +${type}${value(0, 'encrypt|encrypted')}`,
    source: 'EXOS, D-Link',
  },
  {
    kind: 'passwd',
    pattern: `configure account +(?:"[^"]*"|\\S+) +(?:password +)?encrypted +${value()}`,
    source: 'EXOS',
  },
  {
    kind: 'passwd',
    pattern: `password +(?:manager|operator)(?: +user-name +(?:"[^"]*"|\\S+))? +(?:plaintext|sha1|sha-?256|bcrypt) +${value()}`,
    source: 'ArubaOS-Switch access security guide',
  },
  {
    kind: 'passwd',
    pattern: `${value()} +-encrypted(?:\\s|$)`,
    source: 'NetScaler ns.conf: the word before the flag',
  },
  {
    kind: 'passwd',
    pattern: `(?:adm|usr|oper|slb|l[1-4]oper|l4adm)pw +${value()}`,
    source: 'Alteon "/c/sys/access/user/admpw"',
  },
  {
    kind: 'passwd',
    pattern: `syscon +(?:password|address +\\S+) +${value()}`,
    source: 'Cisco IOS; RANCID ios.pm',
  },
  {
    kind: 'passwd',
    pattern: `digest +secret +${type}${value()}`,
    source: 'Cisco IOS voice "digest secret"; RANCID ios.pm',
  },
  {
    kind: 'key',
    pattern: 'key-hash +(?:ssh-\\w+ +)?(?<secret>[^\\s"\']+)',
    source: 'Cisco IOS "ip ssh pubkey-chain"',
  },
  {
    kind: 'key',
    pattern: `config-key +password-encrypt(?:ion)? +${value()}`,
    source: 'Cisco IOS "key config-key password-encrypt"',
  },
  {
    kind: 'passwd',
    pattern: `mab request format attribute 2 +(?:\\d +)?${value()}`,
    source: 'Cisco IOS MAC authentication bypass',
  },
  {
    kind: 'api-token',
    pattern: 'authorization:? +(?:bearer|basic|token) +"?(?<secret>[^\\s"]+)',
    source: 'RFC 7617, RFC 6750',
  },
  {
    kind: 'aaa-key',
    pattern: `(?:^|\\s)(?:server-private|client) +\\S+ +(?:server-)?key +${type}${value()}`,
    source: 'Cisco IOS aaa group server, dynamic-author',
  },
  {
    kind: 'aaa-key',
    pattern: `(?:^|[\\s"'{:])aaa-server +\\S+(?: +\\(\\S+\\))? +host +\\S+ +${value(0, 'timeout|protocol')}`,
    source: 'Cisco ASA before 7.1',
  },
  {
    kind: 'aaa-key',
    pattern: `ldap-server authentication manager +\\S+ +${type}${value()}(?: +(?!dc=|cn=)${value(10)})?`,
    source: 'Huawei VRP',
  },
  {
    kind: 'aaa-key',
    pattern: `sxp connection .*?password required +(?:\\d +)?${value(0, 'mode')}`,
    source: 'Cisco NX-OS TrustSec',
  },
  {
    kind: 'passwd',
    pattern: `config-key +(?:newpass|\\d+) +${value()}`,
    source: 'Cisco IOS "key config-key"',
  },
  {
    kind: 'passwd',
    pattern: `password(?: +access-level)? +(?:rwa|rw|ro|l[1-4]|l[1-4](?:admin|oper)) +${value(0, 'enable|disable')}(?: +${value(10, 'read-only|read-write|read-write-all|layer\\d')})?`,
    source: 'VOSS and ERS "cli password", "web-server password", "password access-level"',
  },
  {
    kind: 'passwd',
    pattern: `(?:failsafe-account|netlogin +local-user +\\S+|mac-list +\\S+ +\\d+|bind-user +\\S+) +(?:encrypted +)?${value(0, 'password|encrypted|group|class|service-type|privilege|level|vlan|security-profile|policy|state|idle-timeout|access-limit|ftp-directory|user-group|authorization-attribute|device-type|ports')}`,
    source: 'EXOS',
  },
  {
    kind: 'passwd',
    pattern: `mgmt-user +(?:"[^"]*"|\\S+) +(?:"[^"]*"|\\S+) +hash +${value()}`,
    source: 'ArubaOS',
  },
  {
    kind: 'passwd',
    pattern: `peap user +\\S+ +${value()}`,
    source: 'Aruba Instant "ap1x peap user"',
  },
  {
    kind: 'passwd',
    pattern: `(?:lte|gsm|cellular|apn) .*?\\b(?:chap|pap) +(?!username)\\S+ +(?:password +)?(?:\\d +)?${value(0, 'callin|callout|callback|refuse|pap|chap|hostname')}`,
    source: 'Cisco IOS cellular profiles',
  },
  {
    kind: 'passwd',
    pattern: `digest credential +\\S+ +${value()}`,
    source: 'Cisco IOS SIP',
  },
  {
    kind: 'passwd',
    pattern: `crypto (?:key|pki) (?:import|export) .*?(?:pem|3des|des|tftp:\\S*|pkcs12 \\S+) +${value(0, 'terminal|url|3des|des|general-purpose|usage-keys|password|tftp:\\S*|storage|exportable')}(?=\\s*$|["'}])`,
    source: 'Cisco IOS key import and export in macros',
  },
  {
    kind: 'api-token',
    pattern: `(?:ingest|cv)auth=key,(?<secret>[^\\s,]+)`,
    source: 'EOS TerminAttr',
  },
  {
    kind: 'api-token',
    pattern: `(?:authorization(?:-header)?|auth-info)[\\s="\\\\':]{1,8}basic +(?<secret>[^\\s"\\\\']+)`,
    source: 'RFC 7617, in monitors and scripts of load balancers',
  },
  {
    kind: 'passwd',
    pattern: `hash-key +\\S+ +salt +${value()}`,
    source: 'OmniSwitch AOS 8',
  },
  {
    kind: 'passwd',
    pattern: `encrypt +(?:plain_text|sha_1) +${value()}`,
    source: 'D-Link "config account"',
  },
  {
    kind: 'passwd',
    pattern: `(?:wac local_user|create 802\\.1x user) +\\S+ +${value(0, 'vlan|vlanid')}`,
    source: 'D-Link',
  },
  {
    kind: 'passwd',
    pattern: `cli password +(?:(?:stack|switch) +)?(?:read-only|read-write|ro|rw) +${value()}`,
    source: 'ERS and BOSS',
  },
  {
    kind: 'passwd',
    pattern: `(?:^|[\\s"'{:])username +\\S+ +${value(0, 'password|secret|add|level|privilege|role')} +(?:rwa|rw|ro)(?=["'}\\s]|$)`,
    source: 'ERS and BOSS',
  },
  {
    kind: 'passwd',
    pattern: `nsmgmt init otp +${value()}`,
    source: 'ScreenOS',
  },
  {
    kind: 'passwd',
    pattern: `enable restricted +${type}${value()}`,
    source: 'Dell OS9',
  },
  {
    kind: 'aaa-key',
    pattern: `scep-challenge fixed +${value()}`,
    source: 'PAN-OS',
  },
];
