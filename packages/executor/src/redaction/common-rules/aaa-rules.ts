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
    pattern: `mgmt-?user +(?:add +)?(?:"[^"]*"|\\S+) +${value(0, 'root|read-only|read-write|guest-provisioning|network-operations|location-api-mgmt|standard|delete|localauth-disable|webauth-cacert|ssh-pubkey|password')}(?= +(?:root|read-only|read-write)|$)`,
    source: 'Cisco AireOS "mgmtuser add"',
  },
  {
    kind: 'passwd',
    pattern: `mgmt-user +(?:"[^"]*"|\\S+) +(?:"[^"]*"|\\S+) +${value(0, 'node|/')}`,
    source: 'ArubaOS "mgmt-user NAME ROLE HASH"',
  },
  {
    kind: 'passwd',
    pattern: `^user +(?:"[^"]*"|\\S+) +${value(0, 'password|group|privilege|role|name|class|level|access|\\{|uid')} +(?:portal|radius)\\s*$`,
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
    pattern: `create account +(?:admin|user|operator|power_user) +(?:"[^"]*"|\\S+) +${type}${value()}`,
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
];
