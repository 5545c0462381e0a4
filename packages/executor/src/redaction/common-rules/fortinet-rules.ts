import type { RedactionPattern } from '@netraven/common/platform';

/** FortiOS encrypts with a new initialisation vector at each read, so equal secrets never look equal, but for hashes. */
export const fortinetRules: readonly RedactionPattern[] = [
  {
    kind: 'passwd',
    pattern: '\\bENC "?(?<secret>(?-i:AK1|SH2|PB2)[\\w+/=]{20,})',
    source: 'FortiOS administration guide: hashes of administrators, salted when they are set',
  },
  {
    kind: 'passwd',
    pattern: '\\bENC "?(?!(?-i:AK1|SH2|PB2)[\\w+/=]{20,})(?<secret>[^\\s"]+)',
    opaque: true,
    source: 'FortiOS CLI reference; Oxidized #697, #931, #1199',
  },
  {
    kind: 'private-key',
    pattern: '#private-encryption-key=(?<secret>\\S+)',
    opaque: true,
    source: 'FortiOS configuration file header',
  },
];
