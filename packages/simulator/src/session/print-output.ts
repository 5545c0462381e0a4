import type { Pager } from '../platform/family.ts';
import type { Terminal } from './terminal.ts';

/** How output is shown: without a pager, or stopping when the screen is full. */
export interface Screen {
  readonly pager: Pager | undefined;
  readonly rows: number;
}

/**
 * Prints text, waiting for a key at the end of each screen: space for the next one, Enter for a line, `q` or
 * Ctrl-C to give up. Other keys are ignored.
 * @param text lines ended by `\n`
 */
export async function printOutput(terminal: Terminal, text: string, screen: Screen): Promise<void> {
  const { pager, rows } = screen;
  if (!pager) return terminal.write(text);
  const lines = text.split(/(?<=\n)/);
  if (lines.length < rows) return terminal.write(text);

  const pageLines = Math.max(1, rows - 1);
  let shown = pageLines;
  await terminal.write(lines.slice(0, shown).join(''));
  while (shown < lines.length) {
    await terminal.write(pager.marker);
    const step = await askForMore(terminal, pageLines);
    await terminal.write(pager.erase);
    if (step === 0) return;
    await terminal.write(lines.slice(shown, shown + step).join(''));
    shown += step;
  }
}

/** How many lines the reader wants next; 0 to stop. */
async function askForMore(terminal: Terminal, pageLines: number): Promise<number> {
  for (;;) {
    const key = await terminal.readKey();
    if (key === ' ') return pageLines;
    if (key === '\r' || key === '\n') return 1;
    if (key === 'q' || key === 'Q' || key === '\x03') return 0;
  }
}
