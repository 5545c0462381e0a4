import type { Span } from './span.ts';

/** `-----BEGIN RSA PRIVATE KEY-----`; RFC 7468, RFC 1421, OpenSSH and PGP. */
const BEGIN = /^-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const MAX_MARKER = 80;
const END = '-----END';

/** A private key on one line, as JSON, Junos and EOS write it: all between its markers. */
export function findPemSpans(line: string): Span[] {
  const spans: Span[] = [];
  for (let at = line.indexOf('-----BEGIN'); at >= 0; at = line.indexOf('-----BEGIN', at + 1)) {
    const begin = BEGIN.exec(line.slice(at, at + MAX_MARKER));
    if (begin === null) continue;
    const start = at + begin[0].length;
    const stop = line.indexOf(END, start);
    const end = stop < 0 ? line.length : stop;
    if (/[A-Za-z0-9]/.test(line.slice(start, end))) spans.push(keySpan(start, end));
    at = end;
  }
  return spans;
}

/** What stands of a key before the end marker of its last line. */
export function findPemTail(line: string): Span[] {
  const end = line.indexOf(END);
  const start = line.length - line.trimStart().length;
  return end > start ? [keySpan(start, end)] : [];
}

function keySpan(start: number, end: number): Span {
  return { start, end, kind: 'private-key', opaque: false };
}
