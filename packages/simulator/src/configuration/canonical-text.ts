/**
 * What a correct collector obtains of printed text: `\n` line ends, no trailing blanks in a line, no blank line at
 * either end, no newline after the last line.
 */
export function canonicalText(printed: string): string {
  return printed
    .replace(/\r/g, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}
