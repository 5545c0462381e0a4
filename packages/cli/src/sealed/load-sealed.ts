import { zstdDecompressSync } from 'node:zlib';
import { NetravenError } from '@netraven/common';
import type { ApiInput, ApiOutput } from '@netraven/common/api';
import type { Api } from '../instance/open-api.ts';

/** A backup during the download may replace the file; it is read again then. */
const MOST_ATTEMPTS = 5;

/** A sealed original with what is known of it. */
export interface SealedOriginal extends Omit<ApiOutput<'config.sealed'>, 'data' | 'total' | 'file'> {
  /** The age file. */
  readonly sealed: Buffer;
}

/**
 * Loads the sealed original of a version, which comes in slices.
 * @throws NETRAVEN_SEAL_MISSING when none is kept, NETRAVEN_NOT_FOUND when there is no such version
 */
export async function loadSealed(
  api: Api,
  which: Omit<ApiInput<'config.sealed'>, 'offset'>,
): Promise<SealedOriginal> {
  for (let attempt = 1; ; attempt++) {
    const loaded = await loadSlices(api, which);
    if (loaded) return loaded;
    if (attempt === MOST_ATTEMPTS)
      throw new NetravenError(
        'NETRAVEN_CONFLICT',
        `${which.device}: its original was replaced again and again while it was read`,
        { hint: 'Try again when its backups have ended.' },
      );
  }
}

async function loadSlices(
  api: Api,
  which: Omit<ApiInput<'config.sealed'>, 'offset'>,
): Promise<SealedOriginal | undefined> {
  const { data, total, file, ...facts } = await api.call('config.sealed', { ...which, offset: 0 });
  const slices = [Buffer.from(data, 'base64')];
  for (let bytes = slices[0]?.length ?? 0; bytes < total; ) {
    const next = await api.call('config.sealed', { ...which, offset: bytes });
    if (next.file !== file) return undefined;
    const slice = Buffer.from(next.data, 'base64');
    if (slice.length === 0) throw new Error(`config.sealed answered nothing at ${bytes} of ${total}`);
    slices.push(slice);
    bytes += slice.length;
  }
  return { ...facts, sealed: zstdDecompressSync(Buffer.concat(slices)) };
}
