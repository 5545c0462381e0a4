import type { Duplex } from 'node:stream';

/**
 * Makes one write of all that is written to a stream in one turn of the event loop: ssh2 writes each packet in up to
 * four parts, and a system call costs more than the packet. `end` sends what was gathered first; `destroy` drops it.
 */
export function gatherWrites(stream: Duplex): void {
  const write = stream.write.bind(stream) as (data: Uint8Array) => boolean;
  const end = stream.end.bind(stream);
  let gathered: Uint8Array[] = [];
  const flush = () => {
    const parts = gathered;
    const first = parts[0];
    if (first === undefined) return;
    gathered = [];
    if (stream.writable) write(parts.length === 1 ? first : join(parts));
  };
  stream.write = ((data: Uint8Array) => {
    if (gathered.push(data) === 1) process.nextTick(flush);
    return !stream.writableNeedDrain;
  }) as typeof stream.write;
  stream.end = (() => {
    flush();
    return end();
  }) as typeof stream.end;
}

/** As `Buffer.concat`, but not out of Node's shared pool, of which a session keeps some bytes for as long as it is open. */
function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = Buffer.allocUnsafeSlow(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
