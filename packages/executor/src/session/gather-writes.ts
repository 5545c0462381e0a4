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
    if (stream.writable) write(parts.length === 1 ? first : Buffer.concat(parts));
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
