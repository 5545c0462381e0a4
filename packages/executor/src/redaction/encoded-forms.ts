/** Longer values are keys and hashes, which nobody encodes once more. */
const MAX_ENCODED = 128;
/** A shorter form would be found by chance. */
const MIN_FORM = 6;

/**
 * A value as it may stand in a configuration: itself; base64 with and without padding, of files with a line end,
 * and for URLs; hexadecimal; percent-encoded; escaped for XML and for JSON.
 */
export function encodedForms(value: string): string[] {
  const forms = new Set([value]);
  if (value.length <= MAX_ENCODED) {
    const bytes = Buffer.from(value, 'utf8');
    for (const form of [...base64Forms(bytes), ...hexForms(bytes), ...escapedForms(value)]) {
      if (form.length >= MIN_FORM) forms.add(form);
    }
  }
  return [...forms];
}

function base64Forms(bytes: Buffer): string[] {
  const plain = bytes.toString('base64');
  const withLineEnd = Buffer.concat([bytes, Buffer.from('\n')]).toString('base64');
  // The whole-token search ends a form where its letters and digits end, so padding may follow or not.
  return [withoutPadding(plain), withoutPadding(withLineEnd), bytes.toString('base64url')];
}

function withoutPadding(base64: string): string {
  return base64.replace(/={1,2}$/, '');
}

function hexForms(bytes: Buffer): string[] {
  const lower = bytes.toString('hex');
  const upper = lower.toUpperCase();
  return [lower, upper, `0x${lower}`, `0x${upper}`];
}

/** What no way of escaping changes. */
const PLAIN = /^[A-Za-z0-9_.~-]*$/;

function escapedForms(value: string): string[] {
  if (PLAIN.test(value)) return [];
  const url = encodeURIComponent(value.toWellFormed());
  const forms = [url, url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())];
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  forms.push(xml, xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'), xml.replaceAll("'", '&apos;'));
  forms.push(JSON.stringify(value).slice(1, -1));
  return forms;
}
