import type { CredentialSecret } from '@netraven/common/message';

/** A credential opened for use: it stays in the memory of the executor. */
export interface Credential {
  readonly name: string;
  readonly username: string;
  readonly secret: CredentialSecret;
}

/** The values of a credential that must not stand in a transcript. */
export function secretValues(credential: Credential): string[] {
  const { password, enable, passphrase, answers } = credential.secret;
  return [password, enable, passphrase, ...(answers ?? [])].filter(
    (value) => value !== undefined && value !== '',
  ) as string[];
}
