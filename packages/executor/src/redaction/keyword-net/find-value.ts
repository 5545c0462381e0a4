import type { Sections } from '../sections.ts';
import type { Span } from '../span.ts';
import { looksSecret } from './looks-secret.ts';
import { type Place, skipQualifiers } from './skip-qualifiers.ts';
import { afterPassword, afterPasswordInProse, beforePassword, options, switches } from './vocabulary.ts';
import type { Word } from './words.ts';

/** A line with what is known of it. */
export interface Line {
  readonly text: string;
  readonly words: readonly Word[];
  readonly sections: Sections;
  /** Text for people: descriptions, comments, banners. */
  readonly isProse: boolean;
}

/** Signs a value may begin with. */
const OPENS = '({[|=:,';
/** Masked by the device itself, or left out by an operator. */
const MASKED = /^\*$|^[*.•?]{2,}$|^[#=_~-]{3,}$|^<[^<>]*(?:hidden|removed|redacted|secret)[^<>]*>$/i;
/** Public keys, addresses (whose passwords have their own rule) and PEM (which has its own search). */
const PUBLIC =
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+@openssh\.com|[a-z][\w+.-]*:\/\/.*|-----BEGIN.*)$|^(?:AAAA(?:B3NzaC1|C3NzaC1|E2VjZHNh|G)|c3NoLX|ZWNkc2Et)[\w+/=]*$/i;

/** The value after the keyword at `index`; undefined when what follows is a setting or nothing. */
export function findValue(line: Line, index: number): Span | undefined {
  const { words } = line;
  const before = words[index - 1];
  if (before && !words[index]?.isQuoted && beforePassword.has(before.lower)) return undefined;
  if (isAssociation(words, index)) return undefined;
  const place = skipQualifiers(words, index);
  const word = words[place.index];
  if (word === undefined || isHarmless(line, word, place) || isPeerName(words, index, place))
    return undefined;
  const span = toSpan(line, index, place.index);
  if (span === undefined || place.isTyped || place.isAssigned || word.isQuoted) return span;
  return { ...span, isGuess: !looksSecret(word.text) && !isOwnCommand(line, index) };
}

/** The value that begins with the word at `index`; one begun by a bracket keeps it. */
export function toSpan(line: Line, keywordIndex: number, index: number): Span | undefined {
  const keyword = line.words[keywordIndex]?.keyword;
  const word = line.words[index];
  if (keyword === undefined || word === undefined || isMasked(word.text)) return undefined;
  const next = line.words[index + 1];
  if (word.isPunctuation && (!OPENS.includes(word.text) || next?.start !== word.end)) return undefined;
  const end = word.isPunctuation && next ? next.end : word.end;
  const last = isOwnCommand(line, keywordIndex) ? endOfPhrase(line, index, end) : end;
  return { start: word.start, end: last, kind: keyword.kind, opaque: false };
}

/** Words that can tell what a keyword is about stand no further away. */
export const NEARBY = 16;

export function wordsBefore(words: readonly Word[], index: number): readonly Word[] {
  return words.slice(Math.max(0, index - NEARBY), index);
}

export function isMasked(value: string): boolean {
  return value === '' || MASKED.test(value);
}

/** A secret may be named by its file. */
const PATH = /^\/(?:[\w.-]+\/)+[\w.-]+\.[a-z]{2,4}$/;
/** Where accounts are looked up: `passwd: files systemd` of nsswitch.conf. */
const ACCOUNT_SOURCE = /^(?:files|compat|systemd|sss|ldap|nis|db)$/;

function isHarmless(line: Line, word: Word, place: Place): boolean {
  if (PUBLIC.test(word.text) || PATH.test(word.text)) return true;
  if (word.isQuoted) return line.isProse && !place.isAssigned && !looksSecret(word.text);
  if (place.isAssigned) {
    return switches.has(word.lower) || ACCOUNT_SOURCE.test(word.lower) || (line.isProse && isSetting(word));
  }
  if (!place.isTyped && (afterPassword.has(word.lower) || SETTING.test(word.lower))) return true;
  if (isAlgorithmAlone(line, word, place)) return true;
  if (isNegated(line) && !looksSecret(word.text)) return true;
  return line.isProse && !looksSecret(word.text);
}

/** `min-length`, `password-history`: what is set about passwords. */
const SETTING =
  /^(?:min|max|minimum|maximum|default|aging|ageing|expiry|lockout)-[a-z-]+$|^(?:passwd|password)-(?:len|length|history|rule|aging|expiry)$/;

/** `password hash sha2` chooses an algorithm. */
function isAlgorithmAlone(line: Line, word: Word, place: Place): boolean {
  return (
    place.index + 1 === line.words.length && /^(?:md5|sha-?\d{1,3}|bcrypt|scrypt|pbkdf2)$/.test(word.lower)
  );
}

/** `no password …` takes a setting back; devices print no secret there. */
function isNegated({ words }: Line): boolean {
  return words[0]?.lower === 'no' || words[0]?.lower === 'undo';
}

/** `ntp server 10.0.0.1 authentication-key 1`: there the keyword is followed by the number of a key. */
function isAssociation(words: readonly Word[], index: number): boolean {
  const next = words[index + 1];
  if (next === undefined || next.isQuoted || !/^\d{1,5}$/.test(next.text)) return false;
  const earlier = wordsBefore(words, index).map((word) => word.lower);
  return (
    earlier.some((word) => /^s?ntp/.test(word)) &&
    earlier.some((word) => /^(?:server|peer|unicast-\S+)$/.test(word))
  );
}

function isSetting({ lower }: Word): boolean {
  return afterPassword.has(lower) || afterPasswordInProse.has(lower);
}

/** `psk NAME secret VALUE`, and in VyOS `ipsec authentication psk NAME id VALUE`: NAME says who shares the key. */
function isPeerName(words: readonly Word[], index: number, place: Place): boolean {
  if (words[index]?.lower !== 'psk' || place.isAssigned) return false;
  const next = words[place.index + 1];
  if (next?.text === '{') return true;
  const isVyos = words[index - 1]?.lower === 'authentication' && words[index - 2]?.lower === 'ipsec';
  if (isVyos && next !== undefined && vyosPskOptions.has(next.lower)) return true;
  return words[place.index + 1]?.keyword?.use === 'value' && words[place.index + 2] !== undefined;
}

const vyosPskOptions = new Set(['id', 'dhcp-interface', 'secret', 'secret-type']);

/** The keyword is the command: `password …`, `enable secret …`. */
function isOwnCommand(line: Line, keywordIndex: number): boolean {
  if (line.isProse || line.words[keywordIndex]?.keyword?.use === 'community') return false;
  return keywordIndex === 0 || (keywordIndex === 1 && line.words[0]?.lower === 'enable');
}

const HASH = /^(?:\$\w{1,7}\$|[0-9A-F]{10,}$)/i;

/**
 * Passwords of IOS lines may hold blanks: what follows a clear one belongs to it, up to a word that is known to be an
 * option.
 */
function endOfPhrase(line: Line, index: number, end: number): number {
  const value = line.words[index];
  if (value === undefined || value.isQuoted || HASH.test(value.text)) return end;
  let last = end;
  for (const word of line.words.slice(index + 1)) {
    if (word.isPunctuation || options.has(word.lower)) return last;
    last = word.end;
  }
  return last;
}
