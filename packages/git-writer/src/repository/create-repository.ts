import { existsSync, mkdirSync, promises, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import git from 'isomorphic-git';
import { syncFolder, writeDurably } from '../pack/durable-file.ts';
import { BRANCH } from './reference.ts';

/**
 * The writer maintains the repository itself: nothing that git starts on its own may repack or prune under it. Packs
 * stay below 1 GiB, which every reader can open.
 */
const settings = {
  'gc.auto': '0',
  'gc.packRefs': 'false',
  'maintenance.auto': 'false',
  'pack.packSizeLimit': '1g',
  'transfer.unpackLimit': '1',
} as const;

/**
 * Makes the folder a bare repository whose HEAD is the branch netraven writes, or brings the settings of an existing
 * one up to date. A crash in the middle leaves what the next start completes.
 */
export async function createRepository(gitDir: string): Promise<void> {
  const fs = durableFiles();
  if (!existsSync(`${gitDir}/HEAD`)) {
    mkdirSync(gitDir, { recursive: true });
    rmSync(`${gitDir}/config`, { force: true });
    await git.init({ fs, gitdir: gitDir, bare: true, defaultBranch: 'main' });
  }
  for (const folder of ['objects/pack', 'objects/info', 'refs/heads', 'refs/tags', 'info']) {
    mkdirSync(`${gitDir}/${folder}`, { recursive: true });
  }
  for (const [path, value] of Object.entries(settings)) {
    const current: unknown = await git.getConfig({ fs, gitdir: gitDir, path });
    if (String(current) !== value) await git.setConfig({ fs, gitdir: gitDir, path, value });
  }
  pointHead(gitDir);
  for (const folder of ['objects/pack', 'objects', 'refs/heads', 'refs', '', '..'])
    syncFolder(`${gitDir}/${folder}`);
}

function pointHead(gitDir: string): void {
  const head = `ref: ${BRANCH}\n`;
  if (readFileSync(`${gitDir}/HEAD`, 'utf8') === head) return;
  replaceFile(`${gitDir}/HEAD`, Buffer.from(head));
}

/** isomorphic-git writes files in place; here each file is there whole or not at all. */
function durableFiles() {
  return {
    promises: {
      ...promises,
      writeFile: async (path: string, data: string | Uint8Array) => replaceFile(path, Buffer.from(data)),
    },
  };
}

function replaceFile(path: string, data: Buffer): void {
  const temporaryPath = `${path}.lock`;
  rmSync(temporaryPath, { force: true });
  writeDurably({ path, temporaryPath, data, mode: 0o644 });
  syncFolder(dirname(path));
}
