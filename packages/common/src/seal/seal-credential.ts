import { armor } from 'age-encryption';
import { NetravenError } from '../errors.ts';
import { type CredentialSecret, credentialSecretSchema } from '../message/task.ts';
import { openBytes, sealBytes } from './seal-bytes.ts';

/**
 * Seals the secrets of a credential for those who may use it; what lies in PostgreSQL and travels in a task.
 * @param recipients public keys of the sites that need it (and of the operators, if they are to share it later)
 * @returns an armoured age file
 * @throws NETRAVEN_CONFIG_INVALID for a recipient age does not know
 */
export async function sealCredential(
  secret: CredentialSecret,
  recipients: readonly string[],
): Promise<string> {
  const plain = JSON.stringify(credentialSecretSchema.parse(secret));
  return armor.encode(await sealBytes(plain, recipients));
}

/**
 * Opens a credential with the key of a site.
 * @param identities one identity, or several while a key is being replaced
 * @throws NETRAVEN_TASK_CREDENTIAL_SEALED when it was not sealed to any of them, or is damaged
 */
export async function openCredential(
  sealed: string,
  identities: string | readonly string[],
): Promise<CredentialSecret> {
  const plain = await openBytes(sealed, typeof identities === 'string' ? [identities] : identities);
  const secret = plain === undefined ? undefined : parseSecret(Buffer.from(plain).toString('utf8'));
  if (secret !== undefined) return secret;
  throw new NetravenError(
    'NETRAVEN_TASK_CREDENTIAL_SEALED',
    'the credential is not sealed to a key this executor holds',
  );
}

function parseSecret(json: string): CredentialSecret | undefined {
  try {
    return credentialSecretSchema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}
