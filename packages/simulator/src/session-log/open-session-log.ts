import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SessionFact } from './session-event.ts';

/** Writes down what clients do, one JSON line per event, complete on disk at the end of each turn of the event loop. */
export interface SessionLog extends Disposable {
  write(device: string, session: number, fact: SessionFact): void;
}

/** Opens the session log, emptying an existing file; without a path it discards everything. */
export function openSessionLog(path: string | undefined): SessionLog {
  if (path === undefined) return { write: () => {}, [Symbol.dispose]: () => {} };
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w', 0o600);
  let pending: string[] = [];
  let count = 0;
  let isClosed = false;
  const flush = () => {
    if (pending.length === 0 || isClosed) return;
    writeSync(file, pending.join(''));
    pending = [];
  };
  return {
    write(device, session, fact) {
      const atUs = Number(process.hrtime.bigint() / 1000n);
      if (pending.length === 0) setImmediate(flush);
      count++;
      pending.push(`${JSON.stringify({ n: count, atUs, device, session, ...fact })}\n`);
    },
    [Symbol.dispose]() {
      flush();
      isClosed = true;
      closeSync(file);
    },
  };
}
