import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandContext } from '../command/command-context.ts';
import { ensureFingerprintKey } from '../instance/ensure-keys.ts';
import { ensurePrivateFolder, writePrivate } from '../instance/write-private.ts';
import { type Applied, applyHubSites } from './apply-hub-sites.ts';
import { type KitPlace, writeSiteKit } from './write-site-kit.ts';

/** A folder for the host of a site, as it was asked for. */
export interface KitRequest extends KitPlace {
  readonly site: string;
  /** Of the private key of the site; undefined where that was made at the site. */
  readonly identityFile: string | undefined;
}

/** What was written. */
export interface PreparedKit {
  readonly folder: string;
  /** When the hub knows of it; null where the hub is not that of `netraven up` in this folder. */
  readonly applied: Applied | null;
}

/** Fills the folder, and lets a hub that `netraven up` runs know what its server has to. */
export async function prepareKit(
  context: CommandContext,
  { site, identityFile, ...place }: KitRequest,
): Promise<PreparedKit> {
  const { paths } = context;
  await ensureFingerprintKey(paths);
  const { target } = await context.api();
  const { folder, hubSnippet } = await writeSiteKit(place, {
    site,
    hubDomain: target.domain,
    identity: identityFile === undefined ? undefined : await readFile(identityFile, 'utf8'),
    fingerprintKey: await readFile(paths.fingerprintKey, 'utf8'),
  });
  if (!target.endpoint) return { folder, applied: null };
  await ensurePrivateFolder(paths.natsSites);
  await writePrivate(join(paths.natsSites, `${site}.conf`), hubSnippet);
  return { folder, applied: await applyHubSites(paths) };
}

/** What is to be done with the folder. */
export function kitText(site: string, { folder, applied }: PreparedKit): string {
  const hub =
    applied === 'now'
      ? 'the hub knows of it'
      : applied === 'at-start'
        ? 'the hub knows of it from the next start of "netraven up" on, if hub.leafListen is set'
        : `put hub-${site}.conf to the hub and reload it`;
  return `wrote ${folder}: take it to the host of ${site}; its README.md says the rest; ${hub}\n`;
}
