import { commonKinds } from './common-rules/index.ts';
import { encodedForms } from './encoded-forms.ts';
import { findWholeTokens, type SoughtText } from './find-whole-tokens.ts';
import { isWeakSecret } from './is-weak-secret.ts';
import { formatToken, TOKEN_PREFIX } from './secret-token.ts';

/** The secrets of one of the device's credentials. */
export interface DeviceCredential {
  readonly username: string;
  readonly password?: string | undefined;
  readonly enable?: string | undefined;
  /** PEM or OpenSSH text; each of its lines is sought. */
  readonly privateKey?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly answers?: readonly string[] | undefined;
}

export interface LeakSearch {
  /** Values that were replaced anywhere in the text, with their tokens. */
  readonly values: ReadonlyMap<string, string>;
  /** All credentials of the device: the result must not depend on the one that was used. */
  readonly credentials: readonly DeviceCredential[];
  readonly fingerprintOf: (value: string, kind: string) => string;
}

export interface LeakReplacement {
  readonly text: string;
  /** Places where a value stood outside the positions that the rules mark. */
  readonly leakCount: number;
  /** Distinct values that are too short or too common to be sought. */
  readonly weakCount: number;
}

/**
 * Puts the token of a secret wherever the secret stands as a whole token: in comments, banners, descriptions, and
 * written in base64, in hexadecimal, as a URL or XML text. Trusts no rule: it knows the values alone. Linear in the
 * length of the text.
 */
export function replaceLeaks(text: string, search: LeakSearch): LeakReplacement {
  const tokens = new Map(search.values);
  for (const value of credentialSecrets(search.credentials)) {
    if (!tokens.has(value))
      tokens.set(value, formatToken('credential', search.fingerprintOf(value, 'credential')));
  }
  const weak = [...tokens.keys()].filter(isWeakSecret);
  for (const value of weak) tokens.delete(value);
  const sought: SoughtText[] = [];
  for (const [value, token] of tokens) for (const form of encodedForms(value)) sought.push({ form, token });
  for (const { form, value } of basicForms(search.credentials)) {
    const token = tokens.get(value);
    if (token) sought.push({ form, token });
  }
  const found = findWholeTokens(text, sought);
  return { ...replaceAt(text, found), weakCount: weak.length };
}

/**
 * Whether a secret of a credential still stands in a text, in clear or encoded. Looks for each by itself, in another
 * way than `replaceLeaks`, so that a mistake there is found here.
 */
export function hasLeak(text: string, credentials: readonly DeviceCredential[]): boolean {
  const strong = credentialSecrets(credentials).filter((value) => !isWeakSecret(value));
  return strong.some((value) => encodedForms(value).some((form) => standsWhole(text, form)));
}

/** Every secret of the credentials once; a private key by its lines. */
export function credentialSecrets(credentials: readonly DeviceCredential[]): string[] {
  const secrets = new Set<string>();
  for (const { password, enable, privateKey, passphrase, answers } of credentials) {
    for (const value of [password, enable, passphrase, ...(answers ?? [])]) if (value) secrets.add(value);
    for (const line of keyLines(privateKey)) secrets.add(line);
  }
  return [...secrets];
}

const MIN_KEY_LINE = 20;

function keyLines(key: string | undefined): string[] {
  const lines = key?.split(/\r?\n/).map((line) => line.trim()) ?? [];
  return lines.filter(
    (line) => line.length >= MIN_KEY_LINE && !line.startsWith('-----') && !line.includes(' '),
  );
}

/** HTTP Basic authorization: name and password together in base64. */
function* basicForms(credentials: readonly DeviceCredential[]): Iterable<{ form: string; value: string }> {
  for (const { username, password } of credentials) {
    if (password) yield { form: Buffer.from(`${username}:${password}`).toString('base64'), value: password };
  }
}

function replaceAt(
  text: string,
  found: readonly { start: number; end: number; token: string }[],
): { text: string; leakCount: number } {
  let out = '';
  let at = 0;
  let leakCount = 0;
  for (const { start, end, token } of found) {
    if (start < at) continue;
    out += text.slice(at, start) + token;
    at = end;
    leakCount++;
  }
  return { text: out + text.slice(at), leakCount };
}

const WORD = /[A-Za-z0-9\u0080-\uffff]/;

function standsWhole(text: string, form: string): boolean {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    const continuesLeft = at > 0 && WORD.test(form.charAt(0)) && WORD.test(text.charAt(at - 1));
    const next = text.charAt(at + form.length);
    const continuesRight = WORD.test(form.charAt(form.length - 1)) && WORD.test(next);
    if (!continuesLeft && !continuesRight && !isKind(text, at, form)) return true;
  }
  return false;
}

/**
 * A password may be the word that a token has for its kind. Any other text is sought within tokens too: a device may
 * print what looks like one.
 */
function isKind(text: string, at: number, form: string): boolean {
  return commonKinds.has(form) && text.startsWith(TOKEN_PREFIX, at - TOKEN_PREFIX.length);
}
