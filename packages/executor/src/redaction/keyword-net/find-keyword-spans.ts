import type { Sections } from '../sections.ts';
import type { Span } from '../span.ts';
import { findCommunity } from './find-community.ts';
import { findKey } from './find-key.ts';
import { findValue, type Line, looksSecret } from './find-value.ts';
import { proseStarts } from './vocabulary.ts';
import { splitWords, type Word } from './words.ts';

const MAX_DEPTH = 2;
const STEM = /pass|pwd|secret|key|communit|psk|token|pw\b/i;

/**
 * The net below the rules: whatever follows a keyword is taken for a secret unless its surroundings say that it is
 * none. Texts in quotes are looked into, since they may hold commands. Linear in the length of the line.
 */
export function findKeywordSpans(text: string, sections: Sections, depth = 0): Span[] {
  const words = splitWords(text);
  const isText = isProse(text, words) || (depth > 0 && SENTENCE.test(text));
  const line: Line = { text, words, sections, isProse: isText };
  const spans: Span[] = [];
  for (const [index, word] of words.entries()) {
    if (word.keyword !== undefined) {
      const span = findAt(line, index, word);
      if (span && span.end > span.start) spans.push(span);
    } else if (depth < MAX_DEPTH && word.isQuoted && /[\s=:]/.test(word.text) && STEM.test(word.text)) {
      spans.push(...findWithin(word, sections, depth + 1));
    }
  }
  return spans;
}

function findWithin(word: Word, sections: Sections, depth: number): Span[] {
  return findKeywordSpans(word.text, sections, depth).map((span) => ({
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

/** `token` is a word of queueing too: only what looks like one counts. */
function findToken(line: Line, index: number): Span | undefined {
  const span = findValue(line, index);
  return span && looksSecret(line.text.slice(span.start, span.end)) ? span : undefined;
}

/** Ends as sentences do, and has more words than commands with a keyword need. */
const SENTENCE = /\s\S+\s+\S+\s+[a-z]+[.!?]$/i;
const COMMENT = /^\s*(?:[!#;]|\/\/|\/\*)/;

function isProse(text: string, words: readonly Word[]): boolean {
  if (COMMENT.test(text)) return true;
  for (const word of words.slice(0, 4)) if (proseStarts.has(word.lower)) return true;
  return false;
}
