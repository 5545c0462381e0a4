import type { RedactionPattern } from '@netraven/common/platform';
import { type, value } from './fragments.ts';

/** Keys of IPsec, dial-in and wireless networks that the keyword net cannot tell from settings. */
export const vpnRules: readonly RedactionPattern[] = [
  {
    kind: 'vpn-key',
    pattern: `session-key +(?:in|out)bound +ah +\\S+ +${value()}`,
    source: 'Cisco IOS crypto map "set session-key"',
  },
  {
    kind: 'vpn-key',
    pattern: `session-key +(?:in|out)bound +esp +\\S+ +(?:cipher +${value()}(?: +authenticator +${value(10)})?|authenticator +${value(20)})`,
    source: 'Cisco IOS crypto map "set session-key"',
  },
  {
    kind: 'pre-shared-key',
    pattern: `(?:^|[\\s{:"'])(?:ascii-text|hexadecimal) +${value()}`,
    source: 'Junos keys: the notation, then the value',
  },
  {
    kind: 'pre-shared-key',
    pattern: `authentication +pre-share +${value(0, 'key|local|remote')}`,
    source: 'ArubaOS "ike authentication pre-share"',
  },
  {
    kind: 'pre-shared-key',
    pattern: `(?:peer-ip-address|masterip|conductorip|localip|managers?ip) +\\S+(?: +vpn-ip +\\S+)? +ipsec +${value(0, 'interface|uplink|peer-mac-\\d|factory-cert|custom-cert')}`,
    source: 'ArubaOS controllers',
  },
  {
    kind: 'vpn-key',
    pattern: '(?:authentication|encryption) +\\S+ +(?<secret>\\d,[^\\s;]{6,})',
    source: 'SonicOS manual keys: type digit, comma, value',
  },
  {
    kind: 'wlan-key',
    pattern: `encryption +(?:vlan +\\d+ +)?key +\\d+ +size +\\S+ +(?:\\d +)?${value(0, 'transmit-key')}`,
    source: 'Cisco Aironet WEP',
  },
  {
    kind: 'wlan-key',
    pattern: `wpa-psk +(?:ascii|hex) +(?:\\d +)?${value()}`,
    source: 'Cisco Aironet; RANCID ios.pm',
  },
  {
    kind: 'wlan-key',
    pattern: `(?:^|\\s)(?:set-key|wep-?key|passphrase) +(?:ascii|hex|wpa-key ascii|wpa-key) +(?:\\d +)?${value()}`,
    source: 'Cisco Catalyst 9800 and AireOS',
  },
  {
    kind: 'vpn-secret',
    pattern: `cable shared-(?:secondary-)?secret +(?:index +\\d+ +)?(?:\\d +)?${value()}`,
    source: 'Cisco CMTS; RANCID ios.pm',
  },
  {
    kind: 'wlan-key',
    pattern: `wep +(?:default-)?key +\\d+ +wep-?\\d+ +(?:pass-phrase|raw-key|hex) +${type}${value()}`,
    source: 'Comware and VRP',
  },
  {
    kind: 'vpn-key',
    pattern: '^\\s+salt +(?<secret>0x\\S+)',
    source: 'NX-OS FC-SP',
  },
  {
    kind: 'private-key',
    pattern: 'identity="?(?<secret>[0-9a-f]{10}:0:[0-9a-f:]+)',
    source: 'RouterOS ZeroTier',
  },
  {
    kind: 'sim-pin',
    pattern: 'sim-unlock-code +"?(?<secret>[^\\s";]+)',
    source: 'Junos cellular-options',
  },
  {
    kind: 'sim-pin',
    pattern:
      '(?:pin verify|pin-code|sim pin|lte pin|cellular pin|pin=|pin unlock)(?: +(?:verify|unlock|cipher|simple|encrypted))* *"?(?<secret>\\d{4,12}(?![\\w.])|%\\S+)',
    source: 'Comware and VRP "pin verify", RouterOS "pin="',
  },
  {
    kind: 'vpn-key',
    pattern: `sa-(?:authentication|encryption) +(?:encrypted +)?${value()}`,
    source: 'OmniSwitch AOS "ip ipsec key"',
  },
  {
    kind: 'wlan-key',
    pattern: `key-id +\\d+ +length +\\d+ +method +(?:hexa|asciitext) +${value()}`,
    source: 'ScreenOS WEP',
  },
  {
    kind: 'pre-shared-key',
    pattern: ': +(?:PSK|EAP|XAUTH|NTLM|PIN|RSA +\\S+|ECDSA +\\S+|PKCS12 +\\S+) +"(?<secret>[^"]+)"',
    source: 'ipsec.secrets(5) of strongSwan',
  },
];
