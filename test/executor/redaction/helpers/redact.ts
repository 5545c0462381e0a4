import type { RedactionRule } from '@netraven/common/platform';
import { compileRules } from '../../../../packages/executor/src/redaction/compile-rules.ts';
import {
  type FingerprintKey,
  fingerprintKey,
} from '../../../../packages/executor/src/redaction/fingerprint.ts';
import { type Redaction, redactText } from '../../../../packages/executor/src/redaction/redact-text.ts';

/** A key whose fingerprints are the same in every run. */
export const testKey: FingerprintKey = fingerprintKey(Buffer.alloc(32, 7));

export function redactWith(text: string, rules: readonly RedactionRule[] = [], key = testKey): Redaction {
  return redactText(text, compileRules(rules), key);
}

/** The redacted text with each token as `{kind}`. */
export function shapeOf(text: string, rules: readonly RedactionRule[] = []): string {
  return showKinds(redactWith(text, rules).text);
}

export function showKinds(text: string): string {
  return text.replace(/<secret:([a-z0-9-]+):[a-z0-9-]+>/g, '{$1}');
}

/** The redacted text with each token as `{}`. */
export function holesOf(text: string, rules: readonly RedactionRule[] = []): string {
  return redactWith(text, rules).text.replace(/<secret:[a-z0-9-]+:[a-z0-9-]+>/g, '{}');
}
