import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { syncFolder } from '../pack/durable-file.ts';
import { PackFile } from '../pack/pack-file.ts';

/** Holds what was taken out of `objects/pack`; nothing deletes it. */
export const QUARANTINE_FOLDER = 'netraven-quarantine';

const EXTENSIONS = ['pack', 'idx', 'rev', 'bitmap', 'keep'];
/** The last packs written are read in full: a batch that was being written when power failed is among them. */
const READ_IN_FULL = 3;
const READ_IN_FULL_BYTES = 64 * 1024 * 1024;

/** Moves packs out of the way that are not complete: without index, or with one that does not fit. */
export function quarantinePacks(gitDir: string): string[] {
  const folder = `${gitDir}/objects/pack`;
  const bad = packNames(folder).filter(
    (name, age) => !isComplete(`${folder}/${name}`, name, age < READ_IN_FULL),
  );
  for (const name of bad) moveAway(gitDir, name);
  if (bad.length > 0) syncFolder(folder);
  return bad;
}

/** Names of packs and indexes without extension, newest first. */
function packNames(folder: string): string[] {
  const names = new Set(
    readdirSync(folder)
      .filter((file) => /^pack-.*\.(pack|idx)$/.test(file))
      .map((file) => file.replace(/\.(pack|idx)$/, '')),
  );
  const changedMs = (name: string) =>
    statSync(`${folder}/${name}.pack`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return [...names].sort((a, b) => changedMs(b) - changedMs(a));
}

function isComplete(path: string, name: string, inFull: boolean): boolean {
  if (!existsSync(`${path}.pack`) || !existsSync(`${path}.idx`)) return false;
  try {
    const pack = new PackFile(path, name);
    try {
      if (!pack.index.isIntact() || !pack.readChecksum().equals(pack.index.packChecksum)) return false;
    } finally {
      pack.close();
    }
    return !inFull || pack.size > READ_IN_FULL_BYTES || hasOwnChecksum(`${path}.pack`);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function hasOwnChecksum(path: string): boolean {
  const bytes = readFileSync(path);
  return createHash('sha1').update(bytes.subarray(0, -20)).digest().equals(bytes.subarray(-20));
}

function moveAway(gitDir: string, name: string): void {
  const quarantine = `${gitDir}/${QUARANTINE_FOLDER}`;
  mkdirSync(quarantine, { recursive: true });
  for (const extension of EXTENSIONS) {
    const file = `${name}.${extension}`;
    if (existsSync(`${gitDir}/objects/pack/${file}`))
      renameSync(`${gitDir}/objects/pack/${file}`, `${quarantine}/${file}`);
  }
  syncFolder(quarantine);
}
