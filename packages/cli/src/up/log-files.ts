import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 10 * 1024 * 1024;

/** The logs of an instance: one file for each role, with one older file beside it. */
export interface LogFiles {
  /** Adds a line, without its line end. A disk that is full or gone loses lines, never the instance. */
  append(name: string, line: string): void;
}

export function openLogFiles(folder: string): LogFiles {
  const sizes = new Map<string, number>();
  return {
    append: (name, line) => {
      const file = join(folder, `${name}.log`);
      const bytes = Buffer.byteLength(line) + 1;
      try {
        let size = sizes.get(file) ?? statSync(file, { throwIfNoEntry: false })?.size ?? 0;
        if (size + bytes > MAX_BYTES && size > 0) {
          renameSync(file, `${file}.1`);
          size = 0;
        }
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
        sizes.set(file, size + bytes);
      } catch {
        sizes.delete(file);
      }
    },
  };
}
