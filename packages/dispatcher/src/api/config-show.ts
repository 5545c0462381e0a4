import { zstdCompressSync } from 'node:zlib';
import { callGit } from '@netraven/common/api';
import { findVersion } from './find-version.ts';
import type { Handler } from './handler.ts';

const SLICE_BYTES = 512 * 1024;

/** The stored text of a device: the newest from the database, older ones from the repository. */
export const showConfig: Handler<'config.show'> = async (
  { inventory, connection },
  { device, at, offset },
) => {
  const em = inventory.em.fork();
  const { view: version, path } = await findVersion(em, device, at);
  const [head] = await em.execute<{ text: string }[]>(
    'select text from config_head where device_name = ? and commit = ?',
    [device, version.commit],
  );
  if (head) {
    const whole = zstdCompressSync(head.text);
    const data = whole.subarray(offset, offset + SLICE_BYTES).toString('base64');
    return { version, path, data, total: whole.length };
  }
  const { data, total } = await callGit(connection, 'show', { commit: version.commit, path, offset });
  return { version, path, data, total };
};
