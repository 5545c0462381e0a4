import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { NetravenError } from '@netraven/common';

/** Replaces a file in one step with one that only its owner may read. */
export async function writePrivate(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * Makes a folder that only its owner may enter; one that is there keeps its mode.
 * @throws NETRAVEN_USAGE where a file is in the way
 */
export async function ensurePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST' && cause.code !== 'ENOTDIR') throw cause;
    throw new NetravenError('NETRAVEN_USAGE', `${folder} is a file, or in one; a folder is needed`, {
      cause,
      hint: 'Name another folder with --dir or NETRAVEN_DIR.',
    });
  });
}
