import { randomBytes } from 'node:crypto';
import { type KeySource, readKey, readKeyFile } from '@netraven/common/config';
import { generateIdentity, parseIdentities } from '@netraven/common/seal';
import { fileExists } from './file-exists.ts';
import type { InstancePaths } from './instance-paths.ts';
import { ensurePrivateFolder, writePrivate } from './write-private.ts';

const FINGERPRINT_KEY_BYTES = 32;

/** The key pair of a site: the private half is in the file. */
export interface SiteIdentity {
  readonly file: string;
  /** `age1…` */
  readonly recipient: string;
}

/**
 * The key pair with which the executors of a site open credentials; made at the first call.
 * @throws NETRAVEN_CONFIG_PERMISSIONS when others may read the file, NETRAVEN_CONFIG_INVALID when it is damaged
 */
export async function ensureSiteIdentity(paths: InstancePaths, site: string): Promise<SiteIdentity> {
  const file = paths.siteIdentity(site);
  await ensurePrivateFolder(paths.keys);
  if (!(await fileExists(file))) await writePrivate(file, `${(await generateIdentity()).identity}\n`);
  const [pair] = await parseIdentities((await readKeyFile('site identity', file)).reveal());
  return { file, recipient: pair?.recipient ?? '' };
}

/** The key of the fingerprints in `<secret:…>` tokens, shared by all sites of an instance; made at the first call. */
export async function ensureFingerprintKey(paths: InstancePaths): Promise<void> {
  await ensurePrivateFolder(paths.keys);
  if (await fileExists(paths.fingerprintKey)) return;
  await writePrivate(paths.fingerprintKey, `${randomBytes(FINGERPRINT_KEY_BYTES).toString('base64')}\n`);
}

/** The public half of the first identity of a site; that is the newest one while it is replaced. */
export async function readRecipient(
  source: KeySource,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const [pair] = await parseIdentities((await readKey(source, environment)).reveal());
  return pair?.recipient ?? '';
}
