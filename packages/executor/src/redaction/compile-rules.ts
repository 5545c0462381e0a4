import type { RedactionRule } from '@netraven/common/platform';

export interface RuleSet {
  readonly rules: readonly RedactionRule[];
}

export function compileRules(rules: readonly RedactionRule[]): RuleSet {
  return { rules };
}
