/**
 * A value, quoted or not, as the groups `secret<n>`, `secret<n + 1>`, `secret<n + 2>`.
 * @param n a multiple of ten keeps the groups of several values in one pattern apart
 * @param except words that are no value here, without their word boundaries
 */
export function value(n = 0, except = ''): string {
  const unless = except === '' ? '' : `(?!"?(?:${except})"?(?:[\\s;,]|$))`;
  return `${unless}(?:"(?<secret${n}>[^"]+)"|'(?<secret${n + 1}>[^']+)'|(?<secret${n + 2}>[^\\s"';][^\\s;]*))`;
}

/** Says how the value that follows is written; up to three of these words. */
export const type =
  '(?:(?:\\d{1,2}|encrypted|encrypt|cipher|ciphertext|irreversible-cipher|plain|plaintext|cleartext|clear|simple|hash|hash2|hashed|text|ascii|hex|localized|localizedkey) +){0,3}';
