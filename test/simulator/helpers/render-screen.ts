/**
 * What a terminal shows of printed text, line by line: carriage returns, backspaces and cursor moves within a line
 * are obeyed, next line (ESC E) is one, other escape sequences are dropped.
 */
export function renderScreen(printed: string): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let column = 0;
  for (const [token] of printed.matchAll(/\x1b\][^\x07]*\x07|\x1b\[[?0-9;]*[a-zA-Z]|\x1bE|[\s\S]/gu)) {
    const left = /^\x1b\[(\d+)D$/.exec(token);
    if (token === '\n' || token === '\x1bE') {
      lines.push(line.join('').trimEnd());
      line = [];
      column = 0;
    } else if (token === '\r') column = 0;
    else if (token === '\b') column = Math.max(0, column - 1);
    else if (token === '\x1b[K') line.length = Math.min(line.length, column);
    else if (left) column = Math.max(0, column - Number(left[1]));
    else if (!token.startsWith('\x1b')) line[column++] = token;
  }
  return [...lines, line.join('').trimEnd()];
}
