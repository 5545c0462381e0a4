import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hash } from 'bcryptjs';
import { z } from 'zod';
import { fileExists } from '../instance/file-exists.ts';
import { ensurePrivateFolder, writePrivate } from '../instance/write-private.ts';
import { buildHubSnippet } from './build-hub-snippet.ts';
import { buildSiteFiles } from './build-site-files.ts';
import type { SiteKit, SiteLogins } from './site-kit.ts';

/** The passwords are 192 random bits: nobody guesses them, so the hash need not be slow, and reconnects are quick. */
const BCRYPT_ROUNDS = 5;

const loginsSchema = z.object({ leaf: z.string().min(16), executor: z.string().min(16), hash: z.string() });

/**
 * Writes everything the host of a site needs into a folder. Again, with the same folder, it writes the same: the
 * passwords are kept there.
 * @returns absolute path of the folder, and the part for the hub
 */
export async function writeSiteKit(
  out: string,
  kit: Omit<SiteKit, 'logins'>,
): Promise<{ readonly folder: string; readonly hubSnippet: string }> {
  const folder = resolve(out);
  await ensurePrivateFolder(folder);
  const { hash: hashed, ...logins } = await ensureLogins(join(folder, 'logins.json'));
  for (const { path, content, isSecret } of buildSiteFiles({ ...kit, logins })) {
    const file = join(folder, path);
    if (isSecret) await writePrivate(file, content);
    else await writeFile(file, content);
  }
  const hubSnippet = buildHubSnippet(kit.site, { hash: hashed, hubDomain: kit.hubDomain });
  await writePrivate(join(folder, `hub-${kit.site}.conf`), hubSnippet);
  return { folder, hubSnippet };
}

async function ensureLogins(file: string): Promise<SiteLogins & { readonly hash: string }> {
  if (await fileExists(file)) {
    await chmod(file, 0o600);
    return loginsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  }
  // A leading letter: nats-server reads what starts with a digit as a number.
  const password = () => `p${randomBytes(24).toString('hex')}`;
  const leaf = password();
  const made = { leaf, executor: password(), hash: await hash(leaf, BCRYPT_ROUNDS) };
  await writePrivate(file, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}
