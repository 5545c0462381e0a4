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
    pattern: `authentication-mode +(?:hmac-)?(?:md5|sha\\S*|simple)(?: +(?:usual|nonstandard|rfc\\d+|\\d{1,3}|cipher|plain|simple))* +${value(0, 'usual|nonstandard|rfc\\d+|\\d{1,3}|cipher|plain|simple|keychain')}`,
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
    pattern: `(?:^|\\s)md5 +\\d+ +key +${value()}`,
    source: 'Junos OSPF "authentication { md5 1 key … }"',
  },
];
