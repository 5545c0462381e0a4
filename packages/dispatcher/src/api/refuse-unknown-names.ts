import type { EntityManager } from '@mikro-orm/postgresql';
import { didYouMean, NetravenError } from '@netraven/common';
import type { Selection } from '@netraven/common/message';
import { findPlatform, platformNames } from '@netraven/common/platform';
import { findUnknownNames } from '../job/find-unknown-names.ts';
import { noSuchDevice, noSuchSite } from './no-such-device.ts';

/** @throws NETRAVEN_NOT_FOUND for the first device, site or platform of a selection that nobody knows */
export async function refuseUnknownNames(em: EntityManager, selection: Selection): Promise<void> {
  const {
    devices: [device],
    sites: [site],
  } = await findUnknownNames(em, selection);
  if (device !== undefined) throw await noSuchDevice(em, device);
  if (site !== undefined) throw await noSuchSite(em, site);
  for (const platform of selection.platforms) {
    if (!findPlatform(platform)) await refuseUnusedPlatform(em, platform);
  }
}

/** A platform that is not known here may still be that of a device. */
async function refuseUnusedPlatform(em: EntityManager, platform: string): Promise<void> {
  const used = await em.execute('select 1 from device where platform = ? limit 1', [platform]);
  if (used.length > 0) return;
  const hint = didYouMean(platform, platformNames());
  throw new NetravenError('NETRAVEN_NOT_FOUND', `no such platform: ${platform}${hint && `; ${hint}`}`, {
    hint: 'See the names with "netraven platform list".',
  });
}
