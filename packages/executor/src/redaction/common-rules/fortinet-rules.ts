import type { RedactionPattern } from '@netraven/common/platform';

/** FortiOS encrypts with a new initialisation vector at each read, so equal secrets never look equal. */
export const fortinetRules: readonly RedactionPattern[] = [
  {
    kind: 'passwd',
    pattern: '\\bENC "?(?<secret>[^\\s"]+)',
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
