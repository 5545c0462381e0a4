import type { RuleSet } from './compile-rules.ts';
import { type FingerprintKey, openFingerprinter } from './fingerprint.ts';
import { formatToken } from './secret-token.ts';

/** A text without its secrets. */
export interface Redaction {
  readonly text: string;
  /** Replaced values by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** Values without a fingerprint: the device encrypts them anew at each read. */
  readonly opaqueCount: number;
  /** Every value that was replaced, with the token of its first place. In memory only, never stored or sent. */
  readonly values: ReadonlyMap<string, string>;
}

const BASIC =
  /(?:password|secret|key|community|passphrase|psk)(?: (?:\d|level \d+|md5|encrypted|ENC|sha512))* "?(?<secret>[^\s";]+)/dgi;

export function redactText(text: string, _rules: RuleSet, key: FingerprintKey): Redaction {
  const prints = openFingerprinter(key);
  const counts: Record<string, number> = {};
  const values = new Map<string, string>();
  let out = '';
  let at = 0;
  for (const match of text.matchAll(BASIC)) {
    const [start, end] = match.indices?.groups?.secret ?? [0, 0];
    if (start < at) continue;
    const value = text.slice(start, end);
    const token = formatToken('secret', prints.of(value, 'secret'));
    counts.secret = (counts.secret ?? 0) + 1;
    values.set(value, token);
    out += text.slice(at, start) + token;
    at = end;
  }
  return { text: out + text.slice(at), counts, opaqueCount: 0, values };
}
