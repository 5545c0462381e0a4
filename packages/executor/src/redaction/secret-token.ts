/**
 * What stands in place of a secret: `<secret:KIND:FINGERPRINT>`. The fingerprint is `KEYID-hex` or `opaque`; it holds
 * no blank, quote or semicolon, so that a line keeps its shape.
 */
export interface SecretToken {
  readonly kind: string;
  /** Id of the fingerprint key; undefined for an opaque value. */
  readonly keyId: string | undefined;
  /** Fingerprint with its key id, or `opaque`. */
  readonly fingerprint: string;
}

/** Fingerprint of values that a device encrypts anew at each read. */
export const OPAQUE = 'opaque';

const TOKEN = '<secret:([a-z][a-z0-9-]{0,31}):(opaque|([a-z0-9]{1,12})-[0-9a-f]{12})>';

export function formatToken(kind: string, fingerprint: string): string {
  return `<secret:${kind}:${fingerprint}>`;
}

/** A new expression that finds every token: kind, fingerprint, key id. */
export function tokenPattern(): RegExp {
  return new RegExp(TOKEN, 'g');
}

/** Cuts a text at its tokens: one more piece of text than there are tokens. */
export function splitTokens(text: string): { texts: string[]; tokens: SecretToken[] } {
  const texts: string[] = [];
  const tokens: SecretToken[] = [];
  let at = 0;
  for (const match of text.matchAll(tokenPattern())) {
    texts.push(text.slice(at, match.index));
    tokens.push({ kind: match[1] ?? '', fingerprint: match[2] ?? OPAQUE, keyId: match[3] });
    at = match.index + match[0].length;
  }
  texts.push(text.slice(at));
  return { texts, tokens };
}

/** How a token begins. */
export const TOKEN_PREFIX = '<secret:';
const MAX_TOKEN = 80;
const WHOLE_TOKEN = new RegExp(`^${TOKEN}`);

/** The position lies in a token, whose own words (its kind) are no secret. What only begins like one is none. */
export function isInToken(text: string, at: number): boolean {
  const start = text.slice(Math.max(0, at - MAX_TOKEN), at + TOKEN_PREFIX.length).lastIndexOf(TOKEN_PREFIX);
  if (start < 0) return false;
  const from = Math.max(0, at - MAX_TOKEN) + start;
  const token = WHOLE_TOKEN.exec(text.slice(from, from + MAX_TOKEN + TOKEN_PREFIX.length))?.[0];
  return token !== undefined && from < at && at < from + token.length;
}
