import type { RedactionPattern } from '@netraven/common/platform';
import { type, value } from './fragments.ts';

const notation = `(?:(?:no-encrypt|key|password|passphrase|hex-string|ascii-string|clear|encrypted|ciphertext|plaintext|cipher|simple|esp|\\d{1,2}|8a) +){0,3}`;
const digest = '(?:md5|sha-?\\d{0,3}|hmac-\\S+|aes-xcbc-mac)';
const cipher = '(?:des|3des|des-cbc|3des-cbc|aes|aes-cbc|aes-ctr)(?: +(?:128|192|256))?';

/** Keys of security associations that an operator sets by hand, as OSPFv3 uses them. */
export const ipsecRules: readonly RedactionPattern[] = [
  {
    kind: 'routing-key',
    pattern: `authentication +(?:ipsec +)?spi +\\d+ +(?:(?:esp|ah) +)?${digest} +${notation}${value()}`,
    source: 'OSPFv3 of Cisco IOS, IOS-XR, EOS, AOS-CX, IronWare',
  },
  {
    kind: 'routing-key',
    pattern: `encryption +(?:ipsec +)?spi +\\d+ +esp +(?:null|${cipher} +${notation}${value()})(?: +(?:authentication +)?${digest} +${notation}${value(10)})?`,
    source: 'OSPFv3 of Cisco IOS, IOS-XR, EOS, AOS-CX',
  },
  {
    kind: 'vpn-key',
    pattern: `\\bsa +(?:string-key|hex-key(?: +(?:authentication|encryption))?|authentication-hex|encryption-hex) +(?:inbound|outbound) +(?:ah|esp) +${type}${value()}`,
    source: 'Comware and VRP manual IPsec "sa string-key", "sa hex-key", "sa authentication-hex"',
  },
];
