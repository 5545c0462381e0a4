import { commonWords } from './common-words.ts';

const MIN_LENGTH = 6;
/** Numbers up to this length are ports, addresses, AS numbers and identifiers as often as secrets. */
const MAX_NUMBER = 7;
/** Stand in configurations for what they are. */
const NOT_SECRET =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}|\d[\d./:,-]*)$/i;

/**
 * Too short or too common to be sought outside the positions that rules mark: replacing `public` or `1` everywhere
 * would destroy the text and show the value by its surroundings. Such secrets are reported instead.
 */
export function isWeakSecret(value: string): boolean {
  if (value.length < MIN_LENGTH) return true;
  if (/^\d+$/.test(value)) return value.length <= MAX_NUMBER;
  return NOT_SECRET.test(value) || commonWords.has(value.toLowerCase());
}
