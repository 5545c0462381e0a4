import type { ChangeClass } from '@netraven/common/message';
import { type SecretToken, splitTokens } from '../redaction/secret-token.ts';

export interface ClassifyOptions {
  /**
   * Does to the previous text what today's rules would: a rule that is new, or a line that has become volatile, is no
   * change of the device.
   */
  readonly renew?: (previous: string) => string;
}

/**
 * The weight of a change between two redacted texts:
 * `insignificant` — only blanks at line ends, empty lines, or what newer rules hide;
 * `rekeyed` — the same secrets under another fingerprint key, as far as can be known;
 * `secret-only` — only values of secrets; `significant` — all else.
 */
export function classifyChange(
  previous: string,
  current: string,
  options: ClassifyOptions = {},
): ChangeClass {
  if (previous === current) return 'insignificant';
  const found = compareTokens(previous, current) ?? compareTokens(trimLines(previous), trimLines(current));
  if (found !== undefined || options.renew === undefined) return found ?? 'significant';
  return compareTokens(trimLines(options.renew(previous)), trimLines(current)) ?? 'significant';
}

/** Undefined when the texts differ outside their tokens. */
function compareTokens(previous: string, current: string): ChangeClass | undefined {
  const [a, b] = [splitTokens(previous), splitTokens(current)];
  if (a.tokens.length !== b.tokens.length || a.texts.some((text, index) => text !== b.texts[index])) {
    return undefined;
  }
  const changed = a.tokens.flatMap((token, index) => {
    const other = b.tokens[index];
    return other && isOtherValue(token, other) ? [{ token, other }] : [];
  });
  if (changed.length === 0) return 'insignificant';
  return changed.every(({ token, other }) => token.keyId !== other.keyId) ? 'rekeyed' : 'secret-only';
}

/** An opaque token says nothing of its value, and the kind is only what a rule calls it. */
function isOtherValue(a: SecretToken, b: SecretToken): boolean {
  return a.fingerprint !== b.fingerprint && a.keyId !== undefined && b.keyId !== undefined;
}

function trimLines(text: string): string {
  return text.replace(/[ \t]+$/gm, '').replace(/\n{2,}/g, '\n');
}
