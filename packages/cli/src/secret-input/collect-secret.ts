import { NetravenError, type Secret } from '@netraven/common';
import type { Terminal } from '../output/terminal.ts';
import { askSecret } from './ask-secret.ts';
import { readPrivateKey } from './read-private-key.ts';
import { readSecretLines } from './read-secret-lines.ts';

/** What a credential holds; each part may be absent. */
export type SecretParts = ReadonlyMap<SecretPart, Secret>;
export type SecretPart = 'password' | 'enable' | 'privateKey' | 'passphrase';

export interface SecretSources {
  readonly passwordStdin: boolean;
  readonly enableStdin: boolean;
  readonly passphraseStdin: boolean;
  /** A file. */
  readonly privateKey?: string | undefined;
}

/**
 * Collects the parts of a credential from where the operator says they are: standard input (password, enable,
 * passphrase, a line each), a file, or questions to a person. Never from the command line, which others can see.
 * @throws NETRAVEN_USAGE when there is none, or a part cannot be read
 */
export async function collectSecret(terminal: Terminal, sources: SecretSources): Promise<SecretParts> {
  const parts = new Map<SecretPart, Secret>();
  const key = sources.privateKey === undefined ? undefined : await readPrivateKey(sources.privateKey);
  if (key) parts.set('privateKey', key.text);

  const fromStdin: SecretPart[] = [
    ...(sources.passwordStdin ? (['password'] as const) : []),
    ...(sources.enableStdin ? (['enable'] as const) : []),
    ...(sources.passphraseStdin ? (['passphrase'] as const) : []),
  ];
  if (fromStdin.length > 0) {
    for (const [part, secret] of await readSecretLines(terminal.stdin, fromStdin)) parts.set(part, secret);
  } else if (terminal.isInteractive) {
    await ask(
      terminal,
      parts,
      key === undefined ? ['password', 'enable'] : key.isEncrypted ? ['passphrase'] : [],
    );
  }
  if (parts.size === 0) {
    throw new NetravenError('NETRAVEN_USAGE', 'a credential needs a password or a private key', {
      hint: 'Pipe the password in with --password-stdin, or name a key file with --private-key.',
    });
  }
  if (key?.isEncrypted && !parts.has('passphrase')) {
    throw new NetravenError('NETRAVEN_USAGE', `the key in ${sources.privateKey} needs its passphrase`, {
      hint: 'Pipe it in with --passphrase-stdin.',
    });
  }
  return parts;
}

const questions: Readonly<Record<SecretPart, string>> = {
  password: 'Password: ',
  enable: 'Enable password (empty for none): ',
  passphrase: 'Passphrase of the key: ',
  privateKey: '',
};

async function ask(
  terminal: Terminal,
  parts: Map<SecretPart, Secret>,
  wanted: readonly SecretPart[],
): Promise<void> {
  for (const part of wanted) {
    const secret = await askSecret(terminal, questions[part]);
    if (secret.reveal() !== '') parts.set(part, secret);
  }
}
