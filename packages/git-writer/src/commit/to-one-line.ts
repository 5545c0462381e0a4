const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g;
const LONGEST_VALUE = 256;

/** A value as one line of text: without control characters or line ends, so that it cannot add a line of its own. */
export function toOneLine(value: string): string {
  return value.replace(UNPRINTABLE, ' ').trim().slice(0, LONGEST_VALUE);
}
