import { NetravenError } from '@netraven/common';
import { readKeyFile } from '@netraven/common/config';
import {
  generateIdentity,
  type KeyPair,
  openCredential,
  parseIdentities,
  sealCredential,
} from '@netraven/common/seal';
import type { Api } from '../instance/open-api.ts';
import { writePrivate } from '../instance/write-private.ts';

/** What the rotation of a site's key came to. */
export interface SiteRotation {
  readonly site: string;
  /** The public key from now on. */
  readonly recipient: string;
  /** Holds the new private key, then the old ones. */
  readonly file: string;
  /** Credentials sealed to the new key. */
  readonly resealed: readonly string[];
  /** Those whose copy opens with no key in the file; they did not work before either. */
  readonly failed: readonly string[];
}

/**
 * Gives a site a new key: puts it before the old ones in the identity file, seals its credentials to it, and makes it
 * known last. Executors that share the file look into it when a credential does not open; until the old key is taken
 * out, what is queued opens too. Once more after an interruption goes on with the key that was made then.
 */
export async function rotateSite(api: Pick<Api, 'call'>, site: string, file: string): Promise<SiteRotation> {
  const known = await readSite(api, site);
  const text = (await readKeyFile('site identity', file)).reveal();
  const present = await parseIdentities(text);
  const isBegun = present.length > 1 && present[0]?.recipient !== known.recipient;
  const next = isBegun && present[0] ? present[0] : await generateIdentity();
  if (!isBegun) await writePrivate(file, `${next.identity}\n${text}\n`);
  const done = await resealCredentials(api, { site, next, keys: [next, ...present] });
  await api.call('site.add', { name: site, recipient: next.recipient });
  return { site, recipient: next.recipient, file, ...done };
}

/**
 * Takes the old keys out of the identity file.
 * @throws NETRAVEN_CONFLICT when the inventory still names one of them, as an interrupted rotation leaves it, or a
 *   credential of the site still needs one
 */
export async function dropOldKeys(api: Pick<Api, 'call'>, site: string, file: string): Promise<SiteRotation> {
  const [current] = await parseIdentities((await readKeyFile('site identity', file)).reveal());
  if (!current) throw new Error('an identity file holds an identity');
  const known = await readSite(api, site);
  if (known.recipient !== current.recipient) {
    throw new NetravenError(
      'NETRAVEN_CONFLICT',
      `site ${site}: its key in the inventory is ${known.recipient ?? 'none'}, the newest of ${file} is ${current.recipient}`,
      { hint: `Run "netraven key rotate --site ${site}" again: it was interrupted.` },
    );
  }
  const closed: string[] = [];
  const resealed: string[] = [];
  for (const { name, copy } of await listCopies(api, site)) {
    const opened = await openCredential(copy, current.identity).catch(() => undefined);
    (opened ? resealed : closed).push(name);
  }
  if (closed.length > 0) {
    throw new NetravenError(
      'NETRAVEN_CONFLICT',
      `site ${site}: still sealed to an old key: ${closed.join(', ')}`,
      {
        hint: `Run "netraven key rotate --site ${site}" again, or add these credentials again.`,
      },
    );
  }
  await writePrivate(file, `${current.identity}\n`);
  return { site, recipient: current.recipient, file, resealed, failed: [] };
}

async function readSite(api: Pick<Api, 'call'>, site: string) {
  const { sites } = await api.call('site.list', {});
  const known = sites.find(({ name }) => name === site);
  if (!known) throw new NetravenError('NETRAVEN_NOT_FOUND', `there is no site ${site}`);
  return known;
}

async function resealCredentials(
  api: Pick<Api, 'call'>,
  { site, next, keys }: { readonly site: string; readonly next: KeyPair; readonly keys: readonly KeyPair[] },
): Promise<{ resealed: string[]; failed: string[] }> {
  const identities = keys.map(({ identity }) => identity);
  const resealed: string[] = [];
  const failed: string[] = [];
  for (const { name, copy } of await listCopies(api, site)) {
    const opened = await openCredential(copy, identities).catch(() => undefined);
    if (!opened) {
      failed.push(name);
      continue;
    }
    const sealed = { [site]: await sealCredential(opened, [next.recipient]) };
    await api.call('credential.share', { name, sealed });
    resealed.push(name);
  }
  return { resealed, failed };
}

async function listCopies(api: Pick<Api, 'call'>, site: string): Promise<{ name: string; copy: string }[]> {
  const { credentials } = await api.call('credential.list', {});
  const copies: { name: string; copy: string }[] = [];
  for (const { name, sites } of credentials) {
    if (!sites.includes(site)) continue;
    const { copies: sealed } = await api.call('credential.copies', { name });
    const copy = sealed[site];
    if (copy !== undefined) copies.push({ name, copy });
  }
  return copies;
}
