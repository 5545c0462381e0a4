import type { RedactionPattern } from '@netraven/common/platform';
import { type, value } from './fragments.ts';

const notAString =
  'md5|text|mode|type|none|null|simple|clear|key-chain|keychain|key-string|key|message-digest|disable|enable|hmac-\\S+|plain|plaintext';

/** Authentication of routing protocols, first-hop redundancy and time. */
export const routingRules: readonly RedactionPattern[] = [
  {
    kind: 'fhrp-key',
    pattern: `(?:standby|vrrp|glbp|hsrp)(?: +\\d+)? +authentication +(?:(?:text|simple|clear) +)?${value(0, notAString)}`,
    source: 'Cisco IOS FHRP command reference; RANCID ios.pm',
  },
  {
    kind: 'routing-key',
    pattern: `authentication +(?:text|simple|clear) +${value(0, 'mode|password|key')}`,
    source: 'NX-OS hsrp, IOS-XR vrrp, EOS "authentication text"',
  },
  { kind: 'routing-key', pattern: `nhrp authentication +${type}${value()}`, source: 'Cisco IOS NHRP' },
  {
    kind: 'routing-key',
    pattern: `rip authentication +(?:string|key) +${type}${value()}`,
    source: 'FRRouting, IOS',
  },
  {
    kind: 'fhrp-key',
    pattern: `^authentication +(?!\\S*-(?:chap|mschap|sig)\\b)${value(0, `${notAString}|pre-share|rsa-sig|rsa-encr|rsa|ecdsa-\\d+|dot1x|eap|open|wpa|wpa2|local|radius|tacacs\\+?|pap|chap|captive-portal|mac|opensystem|psk`)}\\s*$`,
    source: 'ArubaOS "vrrp", whose lines are not indented',
  },
  {
    kind: 'routing-key',
    pattern: `authentication-mode +(?:gca +\\d+ +)?(?:hmac-)?(?:md5|sha\\S*|simple)(?: +(?:usual|nonstandard|rfc\\d+|key-id|\\d{1,3}|cipher|plain|simple))* +${value(0, 'usual|nonstandard|rfc\\d+|\\d{1,3}|cipher|plain|simple|keychain|key-value|encrypted-key|key-id')}`,
    source: 'Comware and VRP: OSPF, IS-IS, RIP, VRRP, NTP',
  },
  {
    kind: 'ntp-key',
    pattern: `ntp(?:-service|d)?(?: +\\S+){0,2}? +authentication-key(?:id)? +\\d+ +(?:(?:authentication-mode|type) +)?(?:md5|sha\\S*|cmac\\S*|aes\\S*|hmac\\S*) +(?:value +)?${type}${value()}`,
    source: 'Cisco IOS, NX-OS, EOS, Junos, Comware',
  },
  {
    kind: 'routing-key',
    pattern: `message-digest-key +\\d+ +(?:md5|sha\\S*|hmac\\S*|hash\\S*) +${type}${value()}`,
    source: 'OSPF of Cisco IOS, NX-OS, EOS, SR OS',
  },
  {
    kind: 'routing-key',
    pattern: `(?:^|\\s)md5 +\\d+ +key +(?:\\d +(?=\\S))?${value()}`,
    source: 'Junos OSPF "authentication { md5 1 key … }"',
  },
  {
    kind: 'routing-key',
    pattern: `authentication mode +hmac-sha\\S* +(?:\\d +)?${value(0, 'level-\\d|key-chain|key-id')}`,
    source: 'Cisco IOS named EIGRP "authentication mode hmac-sha-256"',
  },
  {
    kind: 'routing-key',
    pattern: `^\\s+authentication +(?!\\S*(?:hmac|sha|md5|dot1x|802|rsa|ecdsa|chap|eap|wpa|tls|-v\\d))${value(0, `${notAString}|pre-share\\S*`)}\\s*$`,
    within: '^\\s*(?:hsrp|vrrp|glbp|standby|(?:address-family )?ipv4)\\b',
    source: 'NX-OS "hsrp 1", IOS-XR "router hsrp"',
  },
  {
    kind: 'routing-key',
    pattern: `vrrp +\\d+ +(?:peer|ipv4|ipv6) +authentication +(?:ietf-md5 +key-string +|text +)?(?:\\d +)?${value(0, 'ietf-md5|text')}`,
    source: 'EOS',
  },
  {
    kind: 'routing-key',
    pattern: `hello-authentication +ah-md5 +(?:\\d +)?${value()}`,
    source: 'NX-OS "ip pim hello-authentication"',
  },
  {
    kind: 'routing-key',
    pattern: `ldp password +(?:fallback|option +\\d+ +for +\\S+) +${type}${value(0, 'key-chain')}`,
    source: 'Cisco IOS "mpls ldp password"',
  },
  {
    kind: 'routing-key',
    pattern: `authentication key eigrp +\\d+ +(?:8 +)?${value()}`,
    source: 'Cisco ASA',
  },
  {
    kind: 'routing-key',
    pattern: `(?:vlink-peer|sham-link)(?: +[\\d.]+){1,2} +(?:hmac-)?(?:md5|sha\\S*|simple)(?: +\\d+)? +${type}${value(0, 'keychain')}`,
    source: 'OSPF of Comware and VRP',
  },
  {
    kind: 'routing-key',
    pattern: `md5-authentication +(?:peer +)?\\d\\S+ +${type}${value(0, 'enable')}`,
    source: 'LDP of Comware',
  },
  {
    kind: 'routing-key',
    pattern: `rsvp(?:-te authentication|-authentication) +${type}${value(0, 'handshake|lifetime|window-size|keychain')}`,
    source: 'VRP "mpls rsvp-te authentication", IronWare "rsvp-authentication"',
  },
  {
    kind: 'routing-key',
    pattern: `authtype +(?:simple|md5(?: +key +\\d+)? +secret) +${value()}`,
    source: 'Gaia: OSPF, RIP, VRRP, BGP',
  },
  {
    kind: 'routing-key',
    pattern: `auth-type +(?:simple-text-auth|md5-auth) +(?:\\d +)?${value()}`,
    source: 'VRRP of IronWare, NOS, SLX-OS',
  },
  {
    kind: 'routing-key',
    pattern: `message-digest +\\d+ +md5 +${value()}`,
    source: 'Viptela OSPF',
  },
  {
    kind: 'routing-key',
    pattern: `ospf +(?:vlan|virtual-link|area) .*?authentication +(?:encrypted +)?md5 +\\d+ +(?:encrypted +)?${value(0, 'key')}`,
    source: 'EXOS',
  },
  {
    kind: 'routing-key',
    pattern: `nhrp +tunnel +\\S+ +authentication +${value()}`,
    source: 'VyOS',
  },
  {
    kind: 'ntp-key',
    pattern: `ntp (?:auth-key +\\d+ +(?:M|SHA|SHA1|MD5)|key +\\d+ +(?:type +)?(?:md5|sha\\S*)(?: +value)?) +${type}${value()}`,
    source: 'ACOS, EXOS, Gaia',
  },
  {
    kind: 'routing-key',
    pattern: `(?:^|[\\s"'{:])authentication +(?:md5|simple) +(?:encrypted|clear|ciphertext|plaintext) +${value()}`,
    source: 'IOS-XR, AOS-CX',
  },
  {
    kind: 'routing-key',
    pattern: `(?:^|[\\s"'{:])authentication +${value(0, 'password|key|cipher')} +hash2?(?=["'}\\s]|$)`,
    source: 'Nokia SR OS, IES and VRRP',
  },
  {
    kind: 'routing-key',
    pattern: `(?:ospf|rip) authentication +(?:encrypt|simple) +${value()}`,
    source: 'FASTPATH: Netgear, Dell OS6, EdgeSwitch',
  },
  {
    kind: 'fhrp-key',
    pattern: `vrrp +\\d+ +\\d+ +authenticate +${value(0, 'none')}`,
    source: 'OmniSwitch AOS 6',
  },
  {
    kind: 'fhrp-key',
    pattern: `authentication-type +simple +(?:text +|\\d +)?${value(0, 'text')}`,
    source: 'VRRP of Dell OS9 and OS10',
  },
  {
    kind: 'ntp-key',
    pattern: `(?:ntp client md5-auth add key +\\d+ +string|ntp key +\\d+ +key) +${value()}`,
    source: 'Ciena SAOS, OmniSwitch AOS',
  },
  {
    kind: 'ntp-key',
    pattern: '^["{]?\\s*\\d{1,5}\\s+(?:MD5|SHA1|SHA256|SHA512|AES128CMAC)\\s+(?<secret>\\S{4,})',
    source: 'ntp.keys(5)',
  },
  {
    kind: 'routing-key',
    pattern: `md5-authentication +"(?<secret>[^"]+)"`,
    source: 'ScreenOS BGP',
  },
  {
    kind: 'routing-key',
    pattern: `protocol +(?:ospf|rip) authentication +md5 +${value()}`,
    source: 'ScreenOS',
  },
  {
    kind: 'routing-key',
    pattern: `isis +hmac-md5 +(?:\\d +)?${value()}`,
    source: 'Dell OS9',
  },
  {
    kind: 'routing-key',
    pattern: `(?:md5 key_id|create (?:ospf )?md5_key|ipif +\\S+ authentication +(?:enable|simple)) +(?:\\d+ +)?${value()}`,
    source: 'D-Link',
  },
];
