import type { Sections } from '../sections.ts';
import type { Span } from '../span.ts';
import { findCommunity } from './find-community.ts';
import { findKey } from './find-key.ts';
import { findValue, type Line, looksSecret } from './find-value.ts';
import { proseStarts } from './vocabulary.ts';
import { splitWords, type Word } from './words.ts';

/**
 * The net below the rules: whatever follows a keyword is taken for a secret unless its surroundings say that it is
 * none. Linear in the length of the line.
 */
export function findKeywordSpans(text: string, sections: Sections): Span[] {
  const words = splitWords(text);
  const line: Line = { text, words, sections, isProse: isProse(text, words) };
  const spans: Span[] = [];
  for (const [index, word] of words.entries()) {
    if (word.keyword === undefined) continue;
    const span = findAt(line, index, word);
    if (span && span.end > span.start) spans.push(span);
  }
  return spans;
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

/** `token` is a word of queueing too: only what looks like one counts. */
function findToken(line: Line, index: number): Span | undefined {
  const span = findValue(line, index);
  return span && looksSecret(line.text.slice(span.start, span.end)) ? span : undefined;
}

const COMMENT = /^\s*(?:[!#;]|\/\/|\/\*)/;

function isProse(text: string, words: readonly Word[]): boolean {
  if (COMMENT.test(text)) return true;
  for (const word of words.slice(0, 4)) if (proseStarts.has(word.lower)) return true;
  return false;
}
