import { NetravenError, type Secret } from '@netraven/common';
import { openBytes } from '@netraven/common/seal';
import type { SealedOriginal } from './load-sealed.ts';

/**
 * Opens a sealed original, here and nowhere else.
 * @returns the configuration as the device printed it
 * @throws NETRAVEN_SEAL_IDENTITY when it is sealed to none of the identities
 */
export async function openOriginal(
  device: string,
  { sealed, version }: Pick<SealedOriginal, 'sealed' | 'version'>,
  identities: readonly Secret[],
): Promise<Buffer> {
  const plain = await openBytes(
    sealed,
    identities.map((identity) => identity.reveal()),
  );
  if (plain) return Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength);
  const keys = identities.length === 1 ? 'the identity' : `any of the ${identities.length} identities`;
  throw new NetravenError(
    'NETRAVEN_SEAL_IDENTITY',
    `${device}: the original of version ${version.commit.slice(0, 12)} is not sealed to ${keys}`,
  );
}
