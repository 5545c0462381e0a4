import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { NetravenError } from '../errors.ts';

/** An age key pair. The identity opens what was sealed to the recipient; only the recipient may be shown. */
export interface KeyPair {
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** `age1…` */
  readonly recipient: string;
}

/** Makes a new age key pair (X25519, which every age of the field can use). */
export async function generateIdentity(): Promise<KeyPair> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/**
 * The identities in a file as `age-keygen` writes it: one per line, `#` starts a comment.
 * @throws NETRAVEN_CONFIG_INVALID when a line is no identity or there is none; the line itself is never quoted
 */
export async function parseIdentities(file: string): Promise<KeyPair[]> {
  const pairs: KeyPair[] = [];
  for (const [index, raw] of file.split(/\r?\n/).entries()) {
    const identity = raw.trim();
    if (identity === '' || identity.startsWith('#')) continue;
    pairs.push({ identity, recipient: await recipientOf(identity, index + 1) });
  }
  if (pairs.length > 0) return pairs;
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    'age identity file: expected a line AGE-SECRET-KEY-1…, got none',
  );
}

async function recipientOf(identity: string, line: number): Promise<string> {
  try {
    return await identityToRecipient(identity);
  } catch {
    throw new NetravenError(
      'NETRAVEN_CONFIG_INVALID',
      `age identity file: line ${line} is not an identity (AGE-SECRET-KEY-1…)`,
    );
  }
}
