import { paint } from './style.ts';
import type { Terminal } from './terminal.ts';

/** What is going on right now: one line on standard error that is written over, on a terminal only. */
export interface StatusLine {
  show(text: string): void;
  /** A line that stays, on any kind of standard error. */
  print(line: string): void;
  close(): void;
}

const ERASE_LINE = '\r\u001b[2K';

export function openStatusLine({ stderr, showsProgress, errorStyle }: Terminal): StatusLine {
  let shown = false;
  const erase = () => {
    if (shown) stderr.write(ERASE_LINE);
    shown = false;
  };
  return {
    show: (text) => {
      if (!showsProgress) return;
      erase();
      stderr.write(paint(errorStyle, 'dim', `${text.slice(0, Math.max(20, errorStyle.width - 4))} …`));
      shown = true;
    },
    print: (line) => {
      erase();
      stderr.write(`${line}\n`);
    },
    close: erase,
  };
}
