import type { Terminal } from './terminal.ts';

const PIECE_BYTES = 128 * 1024;

/** Prints a configuration over and over up to a size, as fast as the client reads and never paged. */
export async function printHuge(terminal: Terminal, text: string, sizeBytes: number): Promise<void> {
  const piece = text.repeat(Math.max(1, Math.round(PIECE_BYTES / text.length)));
  for (let printed = 0; printed < sizeBytes; printed += piece.length) await terminal.write(piece);
}
