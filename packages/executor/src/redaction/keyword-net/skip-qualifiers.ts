import { looksSecret } from './looks-secret.ts';
import { options, peers, qualifiers, qualifiersWithArgument, secondKeywords } from './vocabulary.ts';
import type { Word } from './words.ts';

/** Where the value of a keyword begins, and what stood in between. */
export interface Place {
  /** May be past the last word. */
  readonly index: number;
  /** `=`, `:` or `is` came before it. */
  readonly isAssigned: boolean;
  /** A type or notation came before it, so it is a value whatever it reads like. */
  readonly isTyped: boolean;
}

/** More words than any command has; a line made to mislead must not be read over and over. */
const MAX_QUALIFIERS = 10;
/** Of Cisco and its kind; `8a` is Arista's AES. */
const TYPE = /^(?:\d{1,2}|8a)$/;
/** Who shares the value: `ip msdp password 10.0.0.1 3 VALUE`. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[\da-f]{1,4}:){2,7}:?[\da-f]{0,4})(?:[:/]\d{1,3})?$/i;
const NUMBER = /^\d+$/;
const ALGORITHM = /^(?:hmac-)?(?:md5|sha-?\d{0,3}(?:-\d{3})?|aes-?\d{0,3}-cmac|cmac|cmac-aes-?\d{0,3})$/;
const NOTATION = /^(?:encrypted|cipher|ciphertext|hash|hashed)$/;

/** Goes from a keyword over types, notations and names to the word its value begins with. */
export function skipQualifiers(words: readonly Word[], keywordIndex: number): Place {
  const isShared = words[keywordIndex]?.keyword?.kind === 'pre-shared-key';
  let index = keywordIndex + 1;
  let [isAssigned, isTyped] = [false, false];
  const last = keywordIndex + MAX_QUALIFIERS;
  for (let word = words[index]; word !== undefined && index <= last; word = words[++index]) {
    const next = words[index + 1];
    if (isAssignment(word)) {
      isAssigned = true;
      if (next?.start === word.end) return { index: index + 1, isAssigned, isTyped };
    } else if (word.isQuoted || word.isPunctuation || next === undefined || isEnd(next)) {
      break;
    } else if (isQualifier(word, next)) {
      isTyped = true;
    } else if (qualifiersWithArgument.has(word.lower) && words[index + 2]) {
      index++;
    } else if (ADDRESS.test(word.text)) {
      isTyped ||= TYPE.test(next.text);
    } else if (isShared && peers.has(word.lower)) {
      index = skipPeer(words, index);
    } else {
      break;
    }
    isAssigned ||= word.lower === 'is' || word.lower === 'was';
  }
  return {
    index: lastNumber(words, keywordIndex, afterName(words, index, keywordIndex)),
    isAssigned,
    isTyped,
  };
}

function isAssignment(word: Word): boolean {
  return word.isPunctuation && (word.text === '=' || word.text === ':');
}

function isEnd(word: Word): boolean {
  return word.isPunctuation && !isAssignment(word);
}

/** A type, a notation, the number of a key before its algorithm, or a second keyword: `key-string password 7 VALUE`. */
function isQualifier(word: Word, next: Word): boolean {
  if (TYPE.test(word.text) || qualifiers.has(word.lower) || ALGORITHM.test(word.lower)) return true;
  if (secondKeywords.has(word.lower)) return qualifiers.has(next.lower) || !options.has(next.lower);
  return NUMBER.test(word.text) && ALGORITHM.test(next.lower);
}

/** `address 10.0.0.1 255.255.255.0 key 6 VALUE`: up to `key`, else past the peer. */
function skipPeer(words: readonly Word[], index: number): number {
  for (let at = index + 1; at < words.length && at < index + 5; at++) {
    if (words[at]?.lower === 'key') return at;
  }
  return words[index + 2] ? index + 1 : index;
}

/** What stands before `encrypted VALUE` is the name of an account: `passwd admin encrypted 0a1b…`. */
function afterName(words: readonly Word[], index: number, keywordIndex: number): number {
  const [notation, value] = [words[index + 1], words[index + 2]];
  if (notation === undefined || value === undefined || value.isPunctuation) return index;
  // `-----BEGIN ENCRYPTED PRIVATE KEY-----`
  if (words[index]?.text.startsWith('-----')) return index;
  const isAccount = words[keywordIndex - 1]?.lower === 'users';
  const isValue = (isAccount || looksSecret(value.text)) && !options.has(value.lower);
  return NOTATION.test(notation.lower) && isValue ? index + 2 : index;
}

/** A line that ends in a number (`password 7`): then that is the value. */
function lastNumber(words: readonly Word[], keywordIndex: number, index: number): number {
  if (index < words.length || index - 1 <= keywordIndex) return index;
  return TYPE.test(words[index - 1]?.text ?? '') ? index - 1 : index;
}
