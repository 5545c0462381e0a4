import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

export interface DurableFile {
  readonly path: string;
  /** Written first, then renamed; must not exist. */
  readonly temporaryPath: string;
  readonly data: Uint8Array;
  readonly mode: number;
  /** Runs when the data is on disk and before it becomes visible; throwing takes it back. */
  readonly confirm?: () => void;
}

/**
 * Puts a whole file in its place: after a crash it is there completely or not at all. The entry in its folder is
 * durable only after `syncFolder`.
 * @throws the error of the file system, or of `confirm`; the temporary file is gone then
 */
export function writeDurably({ path, temporaryPath, data, mode, confirm }: DurableFile): void {
  const descriptor = openSync(temporaryPath, 'wx', mode);
  try {
    writeAll(descriptor, data);
    fsyncSync(descriptor);
    confirm?.();
  } catch (error) {
    closeSync(descriptor);
    rmSync(temporaryPath, { force: true });
    throw error;
  }
  closeSync(descriptor);
  renameSync(temporaryPath, path);
}

/** A write may take fewer bytes than it was given. */
export function writeAll(descriptor: number, data: Uint8Array): void {
  for (let start = 0; start < data.length; ) start += writeSync(descriptor, data, start);
}

/** Makes the entries of a folder durable: what was created, renamed or removed in it. */
export function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
