import { zstdDecompressSync } from 'node:zlib';
import { NetravenError } from '@netraven/common';
import type { ApiOutput, VersionView } from '@netraven/common/api';
import type { Client } from './client.ts';

/** A stored version of a device. */
export interface StoredConfig {
  readonly device: string;
  /** Path in the repository. */
  readonly path: string;
  readonly version: VersionView;
  /** Without secrets, LF line ends. */
  readonly text: string;
}

/** A version with its whole text, which comes in slices. */
export async function readConfig(
  { call }: Pick<Client, 'call'>,
  device: string,
  at?: string,
): Promise<StoredConfig> {
  const ask = (offset: number, revision: string | undefined) =>
    call('config.show', { device, offset, ...(revision === undefined ? {} : { at: revision }) });
  const first: ApiOutput<'config.show'> = await ask(0, at);
  const slices = [Buffer.from(first.data, 'base64')];
  // The rest of the same version, even if a newer one is stored in the meantime.
  for (let bytes = slices[0]?.length ?? 0; bytes < first.total; ) {
    const { data } = await ask(bytes, first.version.commit);
    const slice = Buffer.from(data, 'base64');
    if (slice.length === 0)
      throw new NetravenError('NETRAVEN_INTERNAL', `config.show: nothing at ${bytes} of ${first.total}`);
    slices.push(slice);
    bytes += slice.length;
  }
  const text = zstdDecompressSync(Buffer.concat(slices)).toString('utf8');
  return { device, path: first.path, version: first.version, text };
}
