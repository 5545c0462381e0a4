import type { Random } from '../random.ts';

const CRYPT = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const HEX = '0123456789abcdef';
const HEX_UPPER = '0123456789ABCDEF';
const LETTERS = 'abcdefghijkmnpqrstuvwxyz';
const WORD = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const JUNOS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-./';

/**
 * How the vendors write a secret in a configuration, each as a maker of such a value. All are long and random
 * enough that finding one in a file, table or message proves a leak.
 */
export const secretShapes = {
  /** A password in the clear. */
  clear: (random) => `${random.text(WORD, random.integer(9, 14))}!${random.text(WORD, 2)}`,
  /** An SNMP community: words and digits, easily taken for a name. */
  community: (random) => `${random.text(LETTERS, 6)}-${random.pick(['ro', 'rw'])}-${random.text(HEX, 6)}`,
  md5Crypt: (random) => `$1$${random.text(CRYPT, 4)}$${random.text(CRYPT, 22)}`,
  sha256Crypt: (random) => `$5$${random.text(CRYPT, 8)}$${random.text(CRYPT, 43)}`,
  sha512Crypt: (random) => `$6$${random.text(CRYPT, 16)}$${random.text(CRYPT, 86)}`,
  ciscoType7: (random) => `${random.integer(10, 15)}${random.text(HEX_UPPER, 2 * random.integer(8, 14))}`,
  ciscoType8: (random) => `$8$${random.text(CRYPT, 14)}$${random.text(CRYPT, 43)}`,
  ciscoType9: (random) => `$9$${random.text(CRYPT, 14)}$${random.text(CRYPT, 43)}`,
  ciscoType6: (random) => random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi^`_\\', random.integer(24, 40)),
  asaPbkdf2: (random) => `$sha512$5000$${random.text(BASE64, 22)}==$${random.text(BASE64, 22)}==`,
  junosType9: (random) => `$9$${random.text(JUNOS, random.integer(22, 60))}`,
  hexKey: (random) => `0x${random.text(HEX, 32)}`,
  hexDigest: (random) => random.text(HEX, 40),
  base64Key: (random) => `${random.text(BASE64, 43)}=`,
  fortiosBlob: (random) => `${random.text(BASE64, random.integer(80, 140))}==`,
  fortiosHash: (random) => `SH2${random.text(BASE64, 60)}=`,
  /** One line of a key block. */
  pemLine: (random) => random.text(BASE64, 64),
} as const satisfies Record<string, (random: Random) => string>;

export type SecretShape = keyof typeof secretShapes;
