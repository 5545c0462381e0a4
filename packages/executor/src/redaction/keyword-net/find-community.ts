import type { Span } from '../span.ts';
import { findValue, type Line, NEARBY, toSpan, wordsBefore } from './find-value.ts';
import { looksSecret } from './looks-secret.ts';
import { afterCommunity, communityQualifiers, routingWords, wellKnownCommunities } from './vocabulary.ts';
import type { Word } from './words.ts';

const SNMP_WORD = /^(?:snmp|trap|rmon)/;
const SNMP = /\bsnmp|\btrap/i;
const ROUTING = /policy|route-map|route-filter|\bbgp\b|\bfrom\b|\bthen\b|\bterm\b|community-list/i;
/** Numbers, `65000:100`, a variable, a list in brackets: values of BGP communities. */
const BGP_VALUE = /^\d+(?::\d+)*$|^[$(*.[^]|^(?:0x[0-9a-f]|origin:|target:|color:|rt:|soo:)/i;

/** Type of encryption, or the addresses that may use it. */
const PREFIX = /^\d$|^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?$/;

/** The name after `community`, where it is one of SNMP: it works as a password there. */
export function findCommunity(line: Line, index: number): Span | undefined {
  const { words } = line;
  const word = words[index];
  if (word === undefined) return undefined;
  const next = words[index + 1];
  if (next === undefined) return undefined;
  if (next.text === '=' || next.text === ':') return findValue(line, index);
  if (words[index - 1]?.lower === 'v3') return undefined;
  if (isSnmp(line, index, word)) return inProse(line, findName(line, index));
  if (wordsBefore(words, index).some((earlier) => routingWords.has(earlier.lower))) return undefined;
  if (isRouting(line, index, next)) return undefined;
  const span = findName(line, index);
  const isCommand = index <= MAX_COMMAND_WORDS;
  return isCommand ? span : withLooks(line, span);
}

function inProse(line: Line, span: Span | undefined): Span | undefined {
  return line.isProse ? withLooks(line, span) : span;
}

function withLooks(line: Line, span: Span | undefined): Span | undefined {
  return span && looksSecret(line.text.slice(span.start, span.end)) ? span : undefined;
}

/** Further on in a line without a word of SNMP, `community` is one of a sentence. */
const MAX_COMMAND_WORDS = 2;

function isSnmp(line: Line, index: number, word: Word): boolean {
  if (word.lower !== 'community') return true;
  return (
    wordsBefore(line.words, index).some((earlier) => SNMP_WORD.test(earlier.lower)) ||
    line.sections.has(SNMP, line.text)
  );
}

function isRouting(line: Line, index: number, next: Word): boolean {
  if (!next.isQuoted && (BGP_VALUE.test(next.text) || wellKnownCommunities.has(next.lower))) return true;
  if (
    line.words
      .slice(index + 2, index + 2 + NEARBY)
      .some((later) => later.lower === 'members' || later.lower === 'additive')
  ) {
    return true;
  }
  return line.isProse || line.sections.has(ROUTING, line.text);
}

function findName(line: Line, index: number): Span | undefined {
  const { words } = line;
  let at = index + 1;
  for (; at <= index + NEARBY; at++) {
    const word = words[at];
    const next = words[at + 1];
    if (word === undefined || word.isPunctuation) return undefined;
    if (word.isQuoted || next === undefined || next.isPunctuation) break;
    if (!PREFIX.test(word.text) && !communityQualifiers.has(word.lower)) break;
  }
  const name = words[at];
  if (name && !name.isQuoted && at === index + 1 && afterCommunity.has(name.lower)) return undefined;
  return toSpan(line, index, at);
}
