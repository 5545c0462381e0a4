import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { NetravenError } from '@netraven/common';
import { parseMessage } from '@netraven/common/message';
import { hash } from 'bcryptjs';
import { z } from 'zod';
import { fileExists } from '../instance/file-exists.ts';
import { ensurePrivateFolder, writePrivate } from '../instance/write-private.ts';
import { buildHubSnippet } from './build-hub-snippet.ts';
import { buildSiteFiles } from './build-site-files.ts';
import type { SiteKit } from './site-kit.ts';

/** The passwords are 192 random bits: nobody guesses them, so the hash need not be slow, and reconnects are quick. */
const BCRYPT_ROUNDS = 5;

const loginsSchema = z.object({
  leaf: z.string().min(16),
  executor: z.string().min(16),
  hash: z.string(),
  /** Where the link goes, so that nobody has to say it again. */
  hub: z.string().optional(),
  usesTls: z.boolean().optional(),
});
type Logins = z.output<typeof loginsSchema>;

/** Where a kit goes, and how its link is made. */
export interface KitPlace {
  readonly out: string;
  /** `host:port`; without it the one of the kit that is there. */
  readonly hub: string | undefined;
  /** Without it as in the kit that is there, else true. */
  readonly usesTls: boolean | undefined;
  /** New passwords instead of those in the folder. */
  readonly renews: boolean;
}

/**
 * Writes everything the host of a site needs into a folder. Again, with the same folder, it writes the same: the
 * passwords are kept there.
 * @returns absolute path of the folder, and the part for the hub
 * @throws NETRAVEN_USAGE when the hub is named neither here nor in the folder
 */
export async function writeSiteKit(
  place: KitPlace,
  kit: Omit<SiteKit, 'logins' | 'hub' | 'usesTls'>,
): Promise<{ readonly folder: string; readonly hubSnippet: string }> {
  const folder = resolve(place.out);
  const file = join(folder, 'logins.json');
  const known = await readLogins(file);
  const hub = place.hub ?? known?.hub;
  if (hub === undefined) {
    throw new NetravenError('NETRAVEN_USAGE', `where the hub takes leaf nodes is not said in ${file}`, {
      hint: 'Add --hub HOST:PORT.',
    });
  }
  const usesTls = place.usesTls ?? known?.usesTls ?? true;
  await ensurePrivateFolder(folder);
  const { leaf, executor, hash: hashed } = known && !place.renews ? known : await makeLogins();
  const logins: Logins = { leaf, executor, hash: hashed, hub, usesTls };
  await writePrivate(file, `${JSON.stringify(logins, null, 2)}\n`);
  for (const { path, content, isSecret } of buildSiteFiles({ ...kit, hub, usesTls, logins })) {
    const target = join(folder, path);
    if (isSecret) await writePrivate(target, content);
    else await writeFile(target, content);
  }
  const hubSnippet = buildHubSnippet(kit.site, { hash: hashed, hubDomain: kit.hubDomain });
  await writePrivate(join(folder, `hub-${kit.site}.conf`), hubSnippet);
  return { folder, hubSnippet };
}

async function readLogins(file: string): Promise<Logins | undefined> {
  if (!(await fileExists(file))) return undefined;
  return parseMessage(file, loginsSchema, await readFile(file, 'utf8'));
}

async function makeLogins(): Promise<Pick<Logins, 'leaf' | 'executor' | 'hash'>> {
  // A leading letter: nats-server reads what starts with a digit as a number.
  const password = () => `p${randomBytes(24).toString('hex')}`;
  const leaf = password();
  return { leaf, executor: password(), hash: await hash(leaf, BCRYPT_ROUNDS) };
}
