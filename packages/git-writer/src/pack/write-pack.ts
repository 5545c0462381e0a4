import { rmSync } from 'node:fs';
import { syncFolder, writeDurably } from './durable-file.ts';
import type { FinishedPack } from './pack-builder.ts';

/** First line of the `.keep` files that are ours. */
export const KEEP_NOTE = 'netraven batch\n';
const READ_ONLY = 0o444;

/**
 * Makes a pack and its index durable, the index last since it is what makes the pack visible. A `.keep` file stands
 * beside them until `releasePack`: a repack that runs meanwhile leaves alone what no reference reaches yet.
 * @throws the error of the file system; nothing is visible then
 */
export function writePack(gitDir: string, { name, pack, index }: FinishedPack): void {
  const folder = `${gitDir}/objects/pack`;
  const path = `${folder}/${name}`;
  const temporaryPath = `${folder}/tmp_${name}_${process.pid}`;
  writeDurably({
    path: `${path}.keep`,
    temporaryPath: `${temporaryPath}.keep`,
    data: Buffer.from(KEEP_NOTE),
    mode: READ_ONLY,
  });
  writeDurably({
    path: `${path}.pack`,
    temporaryPath: `${temporaryPath}.pack`,
    data: pack,
    mode: READ_ONLY,
  });
  writeDurably({ path: `${path}.idx`, temporaryPath: `${temporaryPath}.idx`, data: index, mode: READ_ONLY });
  syncFolder(folder);
}

/** Says that a reference reaches the pack now. */
export function releasePack(gitDir: string, name: string): void {
  rmSync(`${gitDir}/objects/pack/${name}.keep`, { force: true });
}
