import type { Span } from '../span.ts';
import { findValue, type Line, toSpan, wordsBefore } from './find-value.ts';
import { looksSecret } from './looks-secret.ts';
import { afterKey, afterKeyNumber, beforeKey } from './vocabulary.ts';
import type { Word } from './words.ts';

const NUMBER = /^\d+$/;
const CHAIN = /key[- ]?chain|^\s*(?:security )?authentication-key-chains?|^\s*ntp\b/i;
const SERVER = /tacacs|radius|aaa|ldap|^\s*server/i;
/** Words before `key` in a line that sets up a server shared secrets are kept for. */
const SERVER_WORDS =
  /^(?:(?:hw)?tacacs\+?|radius|ldap|aaa)(?:-|$)|^(?:server|server-private|failover|isakmp|accounting|authentication)$/;

/**
 * The value after the word `key`. Keys are also numbered, named, generated and listed; those are told apart by the
 * words around and the section the line stands in.
 */
export function findKey(line: Line, index: number): Span | undefined {
  const { words } = line;
  const before = words[index - 1];
  const word = words[index];
  const next = words[index + 1];
  if (word === undefined || next === undefined) return undefined;
  if (words[0]?.lower === 'ntp' && word.lower === 'key') return undefined;
  if (before && word.lower === 'key' && !word.isQuoted && beforeKey.has(before.lower)) return undefined;
  if (next.text === '=' || next.text === ':') return findAssigned(line, index);
  if (!next.isQuoted && afterKey.has(next.lower)) return undefined;
  if (isFile(next.text) || isFile(word.text) || (before?.lower === 'ip' && NUMBER.test(next.text)))
    return undefined;
  if (NUMBER.test(next.text) && !next.isQuoted) return findAfterNumber(line, index, next);
  return findValue(line, index);
}

/** A key may be named by its file. */
const FILE =
  /^[\w./:-]+\.(?:key|pem|crt|cer|der|p12|pfx|jks|pub)$|^\/(?:Common|config|etc|flash|nsconfig|var|tmp|usr|mnt|opt|root)\//;

function isFile(text: string): boolean {
  return FILE.test(text);
}

function findAssigned(line: Line, index: number): Span | undefined {
  const span = findValue(line, index);
  const value = span ? line.text.slice(span.start, span.end) : '';
  if (line.isProse && !looksSecret(value)) return undefined;
  return NUMBER.test(value) && value.length < 5 ? undefined : span;
}

/** `key 7 VALUE`, `key 1 md5 VALUE` – or `key 10`, the name of a key. */
function findAfterNumber(line: Line, index: number, number: Word): Span | undefined {
  const after = line.words[index + 2];
  if (after === undefined || after.isPunctuation) {
    return isSharedSecret(line, index, number) ? toSpan(line, index, index + 1) : undefined;
  }
  if (afterKeyNumber.has(after.lower)) return undefined;
  return findValue(line, index);
}

/** A lone number is a secret where the line or its section speaks of a server, or when it is too long for a name. */
function isSharedSecret(line: Line, index: number, number: Word): boolean {
  const word = line.words[index];
  if (word && word.lower !== 'key' && !looksSecret(number.text)) return false;
  const earlier = wordsBefore(line.words, index);
  if (isKeyOfTime(earlier)) return false;
  if (earlier.some((one) => SERVER_WORDS.test(one.lower))) return true;
  if (line.sections.has(CHAIN, line.text)) return false;
  if (line.sections.has(SERVER, line.text)) return true;
  return number.text.length > 4 && index === 0;
}

/** `ntp server 10.0.0.1 key 1`, and under `ntp` without that word: there a number is the name of a key. */
function isKeyOfTime(earlier: readonly Word[]): boolean {
  const isPlain = !earlier.some((one) => /radius|tacacs|ldap|isakmp|accounting|auth|port$/.test(one.lower));
  const names = earlier.some((one) => /^s?ntp$/.test(one.lower));
  return names || (isPlain && earlier[0]?.lower === 'server');
}
