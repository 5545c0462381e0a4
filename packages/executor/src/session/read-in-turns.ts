import type { Readable } from 'node:stream';
import type { Turns } from './turns.ts';

/**
 * Makes what comes in from a socket wait for its turn: while a chunk waits, nothing more is read from the socket, so
 * that at most one chunk, of 64 KiB, is held.
 */
export function readInTurns(socket: Readable, turns: Turns): void {
  const push = socket.push.bind(socket);
  const waiting: unknown[] = [];
  const deliver = () => {
    const chunk = waiting.shift();
    if (waiting.length > 0) turns.later(deliver);
    if (!socket.destroyed) push(chunk);
  };
  socket.push = (chunk: unknown) => {
    if (waiting.length === 0 && (chunk === null || turns.hasTime())) return push(chunk);
    if (waiting.push(chunk) === 1) turns.later(deliver);
    return false;
  };
}
