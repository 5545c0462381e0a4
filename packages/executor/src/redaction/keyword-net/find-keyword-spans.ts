import type { Sections } from '../sections.ts';
import type { Span } from '../span.ts';
import { findCommunity } from './find-community.ts';
import { findKey } from './find-key.ts';
import { findValue, type Line, wordsBefore } from './find-value.ts';
import { looksSecret } from './looks-secret.ts';
import { namers, proseStarts, proseWords } from './vocabulary.ts';
import { splitWords, type Word } from './words.ts';

const MAX_DEPTH = 2;
const STEM = /pass|pwd|secret|key|communit|psk|token|hash|cak\b|pmk\b|pw\b/i;

/**
 * The net below the rules: whatever follows a keyword is taken for a secret unless its surroundings say that it is
 * none. Texts in quotes are looked into, since they may hold commands. Linear in the length of the line.
 */
export function findKeywordSpans(text: string, sections: Sections): Span[] {
  return findIn(text, sections, { depth: 0, isProse: false });
}

/** Configuration of Linux-PAM: `password requisite pam_deny.so`. */
const PAM = /^-?password\s.{0,200}\bpam_\w{1,40}\.so\b/;

/** Where a text stands: within how many quotes, and whether what stands around it is for people. */
interface Within {
  readonly depth: number;
  readonly isProse: boolean;
}

function findIn(text: string, sections: Sections, { depth, isProse }: Within): Span[] {
  if (PAM.test(text)) return [];
  const words = splitWords(text);
  const isText = isProse || beginsProse(text, words) || (depth > 0 && isTitle(text));
  let line: Line = { text, words, sections, isProse: isText };
  const spans: Span[] = [];
  for (const [index, word] of words.entries()) {
    if (word.keyword !== undefined) {
      const span = isName(words, index) ? undefined : findAt(line, index, word);
      if (span && span.end > span.start) spans.push(span);
    } else if (depth < MAX_DEPTH && word.isQuoted && /[\s=:]/.test(word.text) && STEM.test(word.text)) {
      spans.push(...findWithin(word, sections, { depth: depth + 1, isProse: line.isProse }));
    }
    if (!line.isProse && proseWords.has(word.lower)) line = { ...line, isProse: true };
  }
  return spans;
}

function findWithin(word: Word, sections: Sections, within: Within): Span[] {
  return findIn(word.text, sections, within).map((span) => ({
    ...span,
    start: word.start + span.start,
    end: word.start + span.end,
  }));
}

function findAt(line: Line, index: number, word: Word): Span | undefined {
  switch (word.keyword?.use) {
    case 'value':
      return findValue(line, index);
    case 'key':
      return findKey(line, index);
    case 'community':
      return findCommunity(line, index);
    case 'token':
      return findToken(line, index);
    case undefined:
      return undefined;
  }
}

/** `token` is a word of queueing too: only what looks like one counts, or stands in quotes or at the end of a `set`. */
function findToken(line: Line, index: number): Span | undefined {
  const span = findValue(line, index);
  if (span === undefined || looksSecret(line.text.slice(span.start, span.end))) return span;
  const next = line.words[index + 1];
  const isSet = line.words[0]?.lower === 'set' && index + 2 === line.words.length;
  return !line.isProse && (next?.isQuoted || isSet) ? span : undefined;
}

const CAPITALS = /^[A-Z][A-Z0-9_-]*$/;
const SETS_VARIABLE = /^(?:environment|env|variable|macro|define|global|local|user|pass)$/i;

/**
 * A keyword may be the name somebody gave to a list, a zone or a network: `route-map PASS permit 10`. Commands are
 * written in small letters, such names often in capitals.
 */
function isName(words: readonly Word[], index: number): boolean {
  const [before, word, next] = [words[index - 1], words[index], words[index + 1]];
  if (word === undefined || next?.text === '=' || next?.text === ':') return false;
  if (word.isQuoted || isPermission(words, index) || isMenu(words, index)) return true;
  if (before === undefined || before.isPunctuation) return false;
  if (namers.has(before.lower)) return true;
  if (!CAPITALS.test(word.text) || !/[a-z]/.test(words[0]?.text ?? '') || SETS_VARIABLE.test(before.text))
    return false;
  return next === undefined || !(next.isQuoted || looksSecret(next.text));
}

/** Ends as sentences do, and has more words than commands with a keyword need. */
const SENTENCE = /\s\S+\s+\S+\s+[a-z]+[.!?]$/i;
/** A name in words: `"Secret lan"`. */
const TITLE = /^[A-Z][a-z]+(?: [A-Za-z-]{1,20}){1,4}$/;

function isTitle(text: string): boolean {
  return TITLE.test(text) || SENTENCE.test(text);
}

const COMMENT = /^\s*(?:[!#;]|\/\/|\/\*)/;

/** `/ppp secret add …` of RouterOS: the menu of secrets. */
function isMenu(words: readonly Word[], index: number): boolean {
  const next = words[index + 1]?.lower;
  return words[0]?.text.startsWith('/') === true && (next === 'add' || next === 'set');
}

/** Junos names what a class may see: `permissions [ secret view ]`. */
function isPermission(words: readonly Word[], index: number): boolean {
  return (
    words[index]?.lower === 'secret' && wordsBefore(words, index).some((word) => word.lower === 'permissions')
  );
}

function beginsProse(text: string, words: readonly Word[]): boolean {
  if (COMMENT.test(text)) return true;
  for (const word of words.slice(0, 4)) if (proseStarts.has(word.lower)) return true;
  return false;
}
