import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';

/** One change of the file system, as the kernel sees it. */
export type Operation =
  | { readonly kind: 'create' | 'sync' | 'remove'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly data: Buffer }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

/** Called before each change; throwing makes the call fail. */
export type Hook = (operation: Operation) => void;

/** Runs `work` with a hook on every change made through `node:fs` in this thread: for `test.serial` only. */
export async function withTracedFs<T>(hook: Hook, work: () => Promise<T>): Promise<T> {
  const { openSync, writeSync, fsyncSync, renameSync, rmSync, existsSync } = fs;
  const original = { openSync, writeSync, fsyncSync, renameSync, rmSync };
  const paths = new Map<number, string>();
  const patched: Partial<typeof fs> = {
    openSync: (path, flags, mode) => {
      if (flags !== 'r') hook({ kind: 'create', path: String(path) });
      const descriptor = original.openSync(path, flags, mode);
      paths.set(descriptor, String(path));
      return descriptor;
    },
    writeSync: ((descriptor: number, data: Buffer, start: number) => {
      const part = Buffer.from(data.subarray(start));
      hook({ kind: 'write', path: paths.get(descriptor) ?? '', data: part });
      return original.writeSync(descriptor, data, start);
    }) as typeof fs.writeSync,
    fsyncSync: (descriptor) => {
      hook({ kind: 'sync', path: paths.get(descriptor) ?? '' });
      original.fsyncSync(descriptor);
    },
    renameSync: (from, to) => {
      hook({ kind: 'rename', path: String(from), to: String(to) });
      original.renameSync(from, to);
    },
    rmSync: (path, options) => {
      if (existsSync(path)) hook({ kind: 'remove', path: String(path) });
      original.rmSync(path, options);
    },
  };
  Object.assign(fs, patched);
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    Object.assign(fs, original);
    syncBuiltinESMExports();
  }
}

interface File {
  /** What is on disk for certain. */
  durable: Buffer;
  /** What has been written. */
  written: Buffer;
  isSynced: boolean;
}

interface Entry {
  readonly folder: string;
  readonly remove: string | null;
  readonly add: string | null;
  readonly file: File;
  isSynced: boolean;
}

/**
 * Every state a power cut may leave after the first operations of a trace: data that was not synced is there in full,
 * in half, or not at all; changes of folders that were not synced have happened or not, in any combination.
 * @yields for each state what puts it into a copy of the folder as it was before
 */
export function* powerCutStates(
  trace: readonly Operation[],
): Generator<(move: (path: string) => string) => void> {
  const { entries, files } = replay(trace);
  const open = entries.filter((entry) => !entry.isSynced);
  const torn = files.filter((file) => !file.isSynced);
  for (let happened = 0; happened < 2 ** open.length; happened++) {
    for (let tearing = 0; tearing < 3 ** torn.length; tearing++) {
      yield (move) => {
        for (const entry of entries) {
          const position = open.indexOf(entry);
          if (position >= 0 && ((happened >> position) & 1) === 0) continue;
          if (entry.remove) fs.rmSync(move(entry.remove), { force: true });
          if (!entry.add) continue;
          fs.rmSync(move(entry.add), { force: true });
          fs.writeFileSync(move(entry.add), contentAfter(entry.file, torn.indexOf(entry.file), tearing));
        }
      };
    }
  }
}

function contentAfter(file: File, position: number, tearing: number): Buffer {
  if (position < 0) return file.durable;
  const choice = Math.floor(tearing / 3 ** position) % 3;
  if (choice === 0) return file.written;
  return choice === 1 ? file.written.subarray(0, file.written.length >> 1) : Buffer.alloc(0);
}

function replay(trace: readonly Operation[]): { entries: Entry[]; files: File[] } {
  const names = new Map<string, File>();
  const files: File[] = [];
  const entries: Entry[] = [];
  const change = (folder: string, remove: string | null, add: string | null, file: File) =>
    entries.push({ folder, remove, add, file, isSynced: false });
  for (const operation of trace) {
    const { kind, path } = operation;
    const file = names.get(path) ?? { durable: Buffer.alloc(0), written: Buffer.alloc(0), isSynced: true };
    if (kind === 'create') {
      names.set(path, file);
      files.push(file);
      change(dirname(path), null, path, file);
    } else if (kind === 'write') {
      file.written = Buffer.concat([file.written, operation.data]);
      file.isSynced = false;
    } else if (kind === 'rename') {
      names.delete(path);
      names.set(operation.to, file);
      change(dirname(path), path, operation.to, file);
    } else if (kind === 'remove') {
      names.delete(path);
      change(dirname(path), path, null, file);
    } else if (names.has(path)) {
      file.durable = file.written;
      file.isSynced = true;
    } else {
      for (const entry of entries) if (entry.folder === path) entry.isSynced = true;
    }
  }
  return { entries, files };
}
