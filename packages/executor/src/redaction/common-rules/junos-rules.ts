import type { RedactionPattern } from '@netraven/common/platform';

/** Junos marks its secrets itself. */
export const junosRules: readonly RedactionPattern[] = [
  {
    kind: 'secret',
    pattern: '(?:"(?<secret>[^"]*)"|(?<secret1>[^\\s";]+));? *(?:##|/\\*) *SECRET-DATA',
    source: 'Junos CLI user guide: "## SECRET-DATA" follows each encrypted value',
  },
];
