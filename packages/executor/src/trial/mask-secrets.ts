import type { RedactionRule } from '@netraven/common/platform';
import { compileRules } from '../redaction/compile-rules.ts';
import { encodedForms } from '../redaction/encoded-forms.ts';
import { credentialSecrets, type DeviceCredential } from '../redaction/find-leaks.ts';
import { isWeakSecret } from '../redaction/is-weak-secret.ts';
import { openLineRedactor } from '../redaction/open-line-redactor.ts';
import { openSections } from '../redaction/sections.ts';
import { renderLine } from '../session/render-line.ts';

/** Puts placeholders in place of secrets, each as long as its secret and the same for the same secret. */
export interface SecretMask {
  /** The text, as long as it was, without the secrets the rules find; as it was printed, escape sequences included. */
  maskPlaces(printed: string): string;
  /** The text without the secrets found so far and those of the credentials, wherever they stand. */
  maskValues(text: string): string;
  /** Of at least four characters, as a transcript lists them. */
  placeholders(): string[];
}

/** @param credentials of the device: their secrets are sought everywhere */
export function openSecretMask(
  rules: readonly RedactionRule[],
  credentials: readonly DeviceCredential[],
): SecretMask {
  const placeholders = new Map<string, string>();
  const placeholderOf = (value: string) => {
    const known = placeholders.get(value);
    if (known !== undefined) return known;
    const made = makePlaceholder(value, placeholders.size + 1);
    placeholders.set(value, made);
    return made;
  };
  const maskValues = (text: string) => {
    const values = [...placeholders.keys(), ...credentialSecrets(credentials)].filter(
      (value) => !isWeakSecret(value),
    );
    const forms = values.flatMap(encodedForms).toSorted((a, b) => b.length - a.length);
    return forms.reduce(
      (masked, form) => (masked.includes(form) ? masked.replaceAll(form, placeholderOf(form)) : masked),
      text,
    );
  };
  return {
    maskPlaces: (printed) => maskLines(printed, rules, placeholderOf),
    maskValues,
    placeholders: () => [...placeholders.values()].filter((placeholder) => placeholder.length >= 4),
  };
}

function maskLines(
  printed: string,
  rules: readonly RedactionRule[],
  placeholderOf: (value: string) => string,
): string {
  const sections = openSections();
  const prints = { of: () => '', placeholderOf };
  const redactor = openLineRedactor(compileRules(rules), prints, sections);
  const maskLine = (raw: string) => {
    const shown = renderLine(raw);
    const masked = redactor.redact(shown);
    sections.feed(shown);
    return masked === shown ? raw : maskRaw(raw, shown, masked);
  };
  return printed.split('\n').map(maskLine).join('\n');
}

/** A line is mostly printed as it is shown; in one that was drawn in pieces, all letters and digits go. */
function maskRaw(raw: string, shown: string, masked: string): string {
  const at = raw.lastIndexOf(shown);
  if (at >= 0) return raw.slice(0, at) + masked + raw.slice(at + shown.length);
  return raw.replace(
    /(\u001b\[[0-?]*[ -/]*[@-~])|[A-Za-z0-9]/g,
    (char, sequence) => sequence ?? char.replace(/./, 'X'),
  );
}

/** What tells the kind of a value stays: `$6$`, `0x`, `SH2`. */
const MARK = /^(?:\$[0-9A-Za-z]{1,10}\$|0x|SH2(?=.)|AK1(?=.)|\{[A-Za-z0-9-]{1,16}\})/;

function makePlaceholder(value: string, number: number): string {
  const mark = MARK.exec(value)?.[0] ?? '';
  const length = value.length - mark.length;
  const digits = String(number).slice(0, Math.max(0, length - 1));
  const letters = 'PLACEHOLDER'.padEnd(length, 'X').slice(0, length - digits.length);
  return mark + letters + digits;
}
