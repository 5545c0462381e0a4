import type { Terminal } from './terminal.ts';

const HUGE_BYTES = 50 * 1024 * 1024;
const PIECE_BYTES = 128 * 1024;

/** Prints 50 MB of configuration, the real one over and over, as fast as the client reads and never paged. */
export async function printHuge(terminal: Terminal, text: string): Promise<void> {
  const piece = text.repeat(Math.max(1, Math.round(PIECE_BYTES / text.length)));
  for (let printed = 0; printed < HUGE_BYTES; printed += piece.length) await terminal.write(piece);
}
