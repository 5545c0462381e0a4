import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { NetravenError } from '@netraven/common';
import { syncFolder, writeAll, writeDurably } from '../pack/durable-file.ts';
import { idKey } from '../pack/object-id.ts';
import { encodePackHeader } from '../pack/pack-builder.ts';
import { PackFile } from '../pack/pack-file.ts';
import { encodePackIndex, type PackEntry } from '../pack/pack-index.ts';

const HEADER_BYTES = 12;
const CHECKSUM_BYTES = 20;
const COPY_BYTES = 4 * 1024 * 1024;
const READ_ONLY = 0o444;
/** Belong to a pack and go with it; the index first, since it is what makes the pack visible. */
const EXTENSIONS = ['idx', 'rev', 'bitmap', 'pack'];

/**
 * Makes one pack of several by copying their bodies, and removes them once it is durable. Offset deltas name their
 * base by distance, so they stay valid. A crash leaves either the old packs, or both, and both are consolidated again.
 * @throws NETRAVEN_REPOSITORY_DAMAGED when a pack does not have its own checksum; nothing is removed then
 */
export async function consolidatePacks(gitDir: string, names: readonly string[]): Promise<void> {
  const folder = `${gitDir}/objects/pack`;
  const all = packNames(folder).map((name) => new PackFile(`${folder}/${name}`, name));
  const isChosen = ({ name }: PackFile) => names.includes(name);
  try {
    const { distinct, redundant } = separate(
      all.filter(isChosen),
      all.filter((pack) => !isChosen(pack)),
    );
    const merged = distinct.length > 1 ? await mergePacks(folder, distinct) : null;
    rmSync(`${folder}/multi-pack-index`, { force: true });
    for (const pack of [...redundant, ...(merged === null ? [] : distinct)]) removePack(folder, pack.name);
    syncFolder(folder);
  } finally {
    for (const pack of all) pack.close();
  }
}

function packNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.idx'))
    .map((file) => file.slice(0, -'.idx'.length));
}

/**
 * A pack must not hold an object twice. Packs of which every object stands in others are left-overs of a crash; those
 * that share only some stay as they are.
 */
function separate(
  packs: readonly PackFile[],
  others: readonly PackFile[],
): { distinct: PackFile[]; redundant: PackFile[] } {
  const seen = new Set<string>();
  const stands = ({ id }: PackEntry) =>
    seen.has(idKey(id)) || others.some((other) => other.index.offsetOf(id) !== undefined);
  const distinct: PackFile[] = [];
  const redundant: PackFile[] = [];
  for (const pack of packs.toSorted((a, b) => b.index.count - a.index.count)) {
    const entries = [...pack.index.entries()];
    if (entries.every(stands)) {
      redundant.push(pack);
    } else if (!entries.some(stands)) {
      distinct.push(pack);
      for (const { id } of entries) seen.add(idKey(id));
    }
  }
  return { distinct, redundant };
}

async function mergePacks(folder: string, packs: readonly PackFile[]): Promise<string> {
  const temporaryPath = `${folder}/tmp_consolidated_${process.pid}`;
  const descriptor = openSync(`${temporaryPath}.pack`, 'wx', READ_ONLY);
  try {
    const { checksum, entries } = await copyBodies(descriptor, folder, packs);
    fsyncSync(descriptor);
    const path = `${folder}/pack-${checksum.toString('hex')}`;
    renameSync(`${temporaryPath}.pack`, `${path}.pack`);
    writeDurably({
      path: `${path}.idx`,
      temporaryPath: `${temporaryPath}.idx`,
      data: encodePackIndex(entries, checksum),
      mode: READ_ONLY,
    });
    syncFolder(folder);
    return path;
  } finally {
    closeSync(descriptor);
    rmSync(`${temporaryPath}.pack`, { force: true });
  }
}

async function copyBodies(
  descriptor: number,
  folder: string,
  packs: readonly PackFile[],
): Promise<{ checksum: Buffer; entries: PackEntry[] }> {
  const sum = createHash('sha1');
  const header = encodePackHeader(packs.reduce((count, pack) => count + pack.index.count, 0));
  writeAll(descriptor, header);
  sum.update(header);
  const entries: PackEntry[] = [];
  let size = HEADER_BYTES;
  for (const pack of packs) {
    const shift = size - HEADER_BYTES;
    for (const { id, crc, offset } of pack.index.entries()) entries.push({ id, crc, offset: offset + shift });
    copyBody(`${folder}/${pack.name}.pack`, pack, (part) => {
      writeAll(descriptor, part);
      sum.update(part);
    });
    size += pack.size - HEADER_BYTES - CHECKSUM_BYTES;
    await setImmediate();
  }
  const checksum = sum.digest();
  writeAll(descriptor, checksum);
  return { checksum, entries };
}

function copyBody(path: string, pack: PackFile, take: (part: Buffer) => void): void {
  const source = openSync(path, 'r');
  try {
    const sum = createHash('sha1');
    const buffer = Buffer.allocUnsafe(COPY_BYTES);
    const end = pack.size - CHECKSUM_BYTES;
    for (let at = 0; at < end; ) {
      const count = readSync(source, buffer, 0, Math.min(COPY_BYTES, end - at), at);
      if (count === 0) break;
      const part = buffer.subarray(0, count);
      sum.update(part);
      take(at === 0 ? part.subarray(HEADER_BYTES) : part);
      at += count;
    }
    if (!sum.digest().equals(pack.readChecksum()))
      throw new NetravenError('NETRAVEN_REPOSITORY_DAMAGED', `${pack.name} does not have its own checksum`);
  } finally {
    closeSync(source);
  }
}

function removePack(folder: string, name: string): void {
  if (existsSync(`${folder}/${name}.keep`)) return;
  for (const extension of EXTENSIONS) rmSync(`${folder}/${name}.${extension}`, { force: true });
}
