import { type ErrorRecord, NetravenError, type Secret, toErrorRecord } from '@netraven/common';
import type { SealedCredential } from '@netraven/common/message';
import { openCredential } from '@netraven/common/seal';
import type { ExecutorKeys } from '../open-keys.ts';
import type { Credential } from '../session/credential.ts';

/** Sealed text → opened credential, for as long as the process lives: opening one costs a key agreement. */
export type CredentialCache = Map<string, Credential>;

const MAX_CACHED = 10_000;

/**
 * Opens the credentials of a task with the keys of the site; where one stays closed, with the keys that are there now.
 * @throws as `openCredentials`
 */
export async function openWithKeys(
  sealed: readonly SealedCredential[],
  keys: Pick<ExecutorKeys, 'identities' | 'renewIdentities'>,
  cache: CredentialCache,
): Promise<OpenedCredentials> {
  const open = () => openCredentials(sealed, keys.identities(), cache);
  const first = await open().catch((error: unknown) => ({
    credentials: [],
    refused: [toErrorRecord(error)],
  }));
  const isClosed = first.refused.some(({ code }) => code === 'NETRAVEN_TASK_CREDENTIAL_SEALED');
  if (isClosed) await keys.renewIdentities();
  return first.refused.length === 0 ? first : open();
}

export interface OpenedCredentials {
  readonly credentials: Credential[];
  /** Why some are not among them. */
  readonly refused: ErrorRecord[];
}

/**
 * Opens the credentials of a task, in their order. One that this site cannot open is left out and reported.
 * @throws NETRAVEN_TASK_NO_CREDENTIAL when the task brings none, NETRAVEN_TASK_CREDENTIAL_SEALED when none opens
 */
export async function openCredentials(
  sealed: readonly SealedCredential[],
  identities: readonly Secret[],
  cache: CredentialCache,
): Promise<OpenedCredentials> {
  if (sealed.length === 0) {
    throw new NetravenError('NETRAVEN_TASK_NO_CREDENTIAL', 'no credential matches the device at this site');
  }
  const credentials: Credential[] = [];
  const refused: ErrorRecord[] = [];
  for (const one of sealed) {
    try {
      credentials.push(cache.get(one.sealed) ?? (await openOne(one, identities, cache)));
    } catch (error) {
      refused.push(toErrorRecord(error));
    }
  }
  if (credentials.length > 0) return { credentials, refused };
  const names = sealed.map((one) => one.name).join(', ');
  throw new NetravenError('NETRAVEN_TASK_CREDENTIAL_SEALED', `none of the credentials opens here: ${names}`);
}

async function openOne(
  one: SealedCredential,
  identities: readonly Secret[],
  cache: CredentialCache,
): Promise<Credential> {
  const secret = await openCredential(
    one.sealed,
    identities.map((identity) => identity.reveal()),
  );
  const credential = { name: one.name, username: one.username, secret };
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(one.sealed, credential);
  return credential;
}
