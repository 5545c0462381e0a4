import type { Span } from '../span.ts';
import { isMasked } from './find-value.ts';
import { type Keyword, keywordOfName } from './keywords.ts';
import { switches } from './vocabulary.ts';

/** Elements that hold a secret though their name ends in no keyword. */
const elements: Readonly<Record<string, Keyword>> = {
  // pfSense and OPNsense: private key of a certificate, in base64.
  prv: { kind: 'private-key', use: 'value' },
  // pfSense users.
  'bcrypt-hash': { kind: 'passwd', use: 'value' },
  'sha512-hash': { kind: 'passwd', use: 'value' },
  'md5-hash': { kind: 'passwd', use: 'value' },
  'nt-hash': { kind: 'passwd', use: 'value' },
  // OPNsense OpenVPN and Wi-Fi.
  tls: { kind: 'vpn-key', use: 'value' },
  otp_seed: { kind: 'otp-seed', use: 'value' },
  // pfSense: SNMP traps, intrusion detection, mobile links.
  trapstring: { kind: 'snmp-community', use: 'value' },
  oinkmastercode: { kind: 'api-token', use: 'value' },
  etpro_code: { kind: 'api-token', use: 'value' },
  simpin: { kind: 'sim-pin', use: 'value' },
};

/** `<use-password>`, `<save_password>`: yes or no. */
const SWITCH =
  /^(?:use|has|is|enable|disable|require|allow|show|hide|save|change|force|no|with|send|set|prompt)[-_A-Z]/;

const CDATA = '<![CDATA[';

const NAME = /^[A-Za-z][\w.:-]{0,63}/;

/** Values of XML elements whose name announces a secret, wherever the line holds them; linear in its length. */
export function findXmlSpans(line: string): Span[] {
  const spans: Span[] = [];
  for (let open = line.indexOf('<'); open >= 0; ) {
    const next = line.indexOf('<', open + 1);
    const stop = next < 0 ? line.length : next;
    const name = NAME.exec(line.slice(open + 1, open + 65))?.[0];
    const keyword = name === undefined ? undefined : keywordOfElement(name);
    const close = keyword === undefined ? -1 : line.indexOf('>', open);
    if (keyword && close > 0 && close < stop && line.charAt(close - 1) !== '/') {
      const isSwitch = SWITCH.test(name ?? '');
      addValue(spans, line, [close + 1, stop], isSwitch ? { ...keyword, use: 'key' } : keyword);
    }
    open = next;
  }
  return spans;
}

/** What an element named so announces. */
export function keywordOfElement(name: string): Keyword | undefined {
  const local = name.slice(name.indexOf(':') + 1);
  return elements[local.toLowerCase()] ?? keywordOfName(local);
}

function addValue(spans: Span[], line: string, range: readonly [number, number], keyword: Keyword): void {
  let [start, end] = range;
  if (line.startsWith(CDATA, start)) {
    start += CDATA.length;
    const close = line.indexOf(']]>', start);
    end = close < 0 ? line.length : close;
  }
  while (start < end && /\s/.test(line.charAt(start))) start++;
  while (end > start && /\s/.test(line.charAt(end - 1))) end--;
  const value = line.slice(start, end);
  if (isMasked(value) || (keyword.use !== 'value' && switches.has(value.toLowerCase()))) return;
  spans.push({ start, end, kind: keyword.kind, opaque: false });
}
