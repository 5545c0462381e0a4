const AFTER_QUOTE = ' \t;,:=)]}>|\\';
/** What stands on the two sides of a quote that opens a text. */
const OPENING = /[\s{[(,=:]["'][\w$]/;

/**
 * Finds where texts in quotes end. A quote may have no fellow: then the line has no further such quote, or another
 * text begins before it. How far was looked in vain is kept, so that asking for every quote of a line stays linear.
 * @returns for the position of a quote that of its fellow, or undefined
 */
export function matchQuotes(line: string): (open: number) => number | undefined {
  const inVainUntil = new Map<string, number>();
  return (open) => {
    const quote = line.charAt(open);
    if (open < (inVainUntil.get(quote) ?? 0)) return undefined;
    for (let at = line.indexOf(quote, open + 1); at >= 0; at = line.indexOf(quote, at + 1)) {
      if (line.charAt(at - 1) === '\\' && line.charAt(at - 2) !== '\\') continue;
      if (at + 1 === line.length || AFTER_QUOTE.includes(line.charAt(at + 1))) return at;
      if (!OPENING.test(line.slice(at - 1, at + 2))) continue;
      inVainUntil.set(quote, at);
      return undefined;
    }
    inVainUntil.set(quote, line.length);
    return undefined;
  };
}
