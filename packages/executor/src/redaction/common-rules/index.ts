import { keywordKinds } from '../keyword-net/keywords.ts';
import { aaaRules } from './aaa-rules.ts';
import { fortinetRules } from './fortinet-rules.ts';
import { ipsecRules } from './ipsec-rules.ts';
import { junosRules } from './junos-rules.ts';
import { keyBlocks } from './key-blocks.ts';
import { routingRules } from './routing-rules.ts';
import { shapeRules } from './shape-rules.ts';
import { snmpRules } from './snmp-rules.ts';
import { urlRules } from './url-rules.ts';
import { vpnRules } from './vpn-rules.ts';
import { wlcRules } from './wlc-rules.ts';

/** The general rules, for every platform; the first that finds a value names its kind. */
export const commonPatterns = [
  ...snmpRules,
  ...aaaRules,
  ...routingRules,
  ...ipsecRules,
  ...vpnRules,
  ...wlcRules,
  ...fortinetRules,
  ...urlRules,
] as const;

/** Tried last, since what stands before a value names it better than its shape. */
export const lastPatterns = [...junosRules, ...shapeRules] as const;

export { keyBlocks as commonBlocks };

/** A password may be the word `password`: a token must not show the very value it stands for. */
export function nameKind(kind: string): string {
  return kind.replace('password', 'passwd');
}

/** What tokens call their values, by the rules above and the keyword net. */
export const commonKinds: ReadonlySet<string> = new Set([
  ...[...commonPatterns, ...lastPatterns, ...keyBlocks].map(({ kind }) => nameKind(kind)),
  ...keywordKinds,
  'credential',
]);
