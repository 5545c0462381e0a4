import { randomBytes } from 'node:crypto';
import type { Secret } from '@netraven/common';
import type { SealedPlace } from '@netraven/common/api';
import { packContent, sendContent, sha256 } from '@netraven/common/message';
import { recipientsDigest, sealBytes } from '@netraven/common/seal';
import type { Api } from '../instance/open-api.ts';
import { loadSealed } from './load-sealed.ts';
import { openOriginal } from './open-original.ts';

/** Who could open the originals, and who shall. */
export interface Resealing {
  readonly identities: readonly Secret[];
  readonly recipients: readonly string[];
}

/**
 * Opens the current originals of a device here and hands them back sealed to others. The git-writer commits the one
 * of the repository later.
 * @throws NETRAVEN_SEAL_IDENTITY when they do not open, NETRAVEN_CONFLICT when newer ones were stored meanwhile
 */
export async function resealDevice(
  api: Api,
  { device, places }: { readonly device: string; readonly places: readonly SealedPlace[] },
  keys: Resealing,
): Promise<void> {
  for (const place of places) {
    if (place === 'latest') await resealLatest(api, device, keys);
    else await resealVersion(api, device, keys);
  }
}

async function resealLatest(api: Api, device: string, keys: Resealing): Promise<void> {
  const original = await loadSealed(api, { device, from: 'latest' });
  const sealed = await seal(await openOriginal(device, original, keys.identities), keys);
  await api.call('seal.replace-latest', {
    device,
    sealedTo: digestOf(keys),
    fence: original.fence,
    data: sealed.toString('base64'),
  });
}

async function resealVersion(api: Api, device: string, keys: Resealing): Promise<void> {
  const original = await loadSealed(api, { device, from: 'repository' });
  const { text } = await api.readConfig(device, original.version.commit);
  const sealed = await seal(await openOriginal(device, original, keys.identities), keys);
  const id = randomBytes(8).toString('hex');
  const content = await sendContent(packContent({ text, sealed }), (index, data) =>
    api.call('seal.chunk', { device, id, index, data: data.toString('base64') }),
  );
  await api.call('seal.replace', { device, id, sealedTo: digestOf(keys), hash: sha256(text), content });
}

async function seal(plain: Uint8Array, { recipients }: Resealing): Promise<Buffer> {
  return Buffer.from(await sealBytes(plain, recipients));
}

function digestOf({ recipients }: Resealing): string {
  const digest = recipientsDigest(recipients);
  if (digest === null) throw new Error('resealing needs a recipient');
  return digest;
}
