import { zstdDecompressSync } from 'node:zlib';

/** Where something may be found → what is there. */
export type Places = Readonly<Record<string, string>>;

/** Secrets that stand in a place, in the clear or in one of the encodings they could travel in. */
export function findSecrets(places: Places, secrets: Iterable<string>): string[] {
  const found: string[] = [];
  for (const secret of secrets) {
    const forms = formsOf(secret);
    for (const [place, text] of Object.entries(places)) {
      for (const [form, written] of forms) {
        if (written.some((one) => text.includes(one)))
          found.push(`${JSON.stringify(secret)} (${form}) in ${place}`);
      }
    }
  }
  return found;
}

/** How a secret may be written: each name with the texts that give it away. */
function formsOf(secret: string): [string, string[]][] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    ['clear', [secret, bytes.toString('latin1')]],
    ['JSON', [JSON.stringify(secret).slice(1, -1)]],
    ['base64', base64At(bytes, 'base64')],
    ['base64url', base64At(bytes, 'base64url')],
    ['hex', [hex, hex.toUpperCase()]],
    ['URL', [encodeURIComponent(secret), new URLSearchParams({ s: secret }).toString().slice(2)]],
    ['XML', [xml, xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'), xml.replaceAll("'", '&apos;')]],
    ['reversed', [[...secret].reverse().join('')]],
  ];
}

/** At each of the three places it may have in what is encoded, without the digits its neighbours share. */
function base64At(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].flatMap((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes])
      .toString(encoding)
      .replace(/=+$/, '');
    const whole = digits.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
    return whole.length < 8 ? [] : [whole];
  });
}

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** A message as it is, and what is packed inside of it: zstd, and base64 of more than a few words. */
export function unpackMessage(data: Buffer): string {
  const texts = [data.toString('latin1'), ...unpackBytes(data)];
  for (const [digits] of data.toString('latin1').matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)) {
    const bytes = Buffer.from(digits, 'base64');
    texts.push(bytes.toString('latin1'), ...unpackBytes(bytes));
  }
  return texts.join('\n');
}

function unpackBytes(data: Buffer): string[] {
  const at = data.indexOf(ZSTD);
  if (at < 0) return [];
  try {
    return [zstdDecompressSync(data.subarray(at)).toString('latin1')];
  } catch {
    return [];
  }
}
