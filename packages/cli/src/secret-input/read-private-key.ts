import { readFile } from 'node:fs/promises';
import { NetravenError, Secret } from '@netraven/common';

/** An SSH private key from a file. */
export interface PrivateKey {
  readonly text: Secret;
  /** Whether it opens only with a passphrase. */
  readonly isEncrypted: boolean;
}

const OPENSSH_MAGIC = 'openssh-key-v1\0';

/** @throws NETRAVEN_USAGE when the file cannot be read or holds no private key */
export async function readPrivateKey(file: string): Promise<PrivateKey> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new NetravenError('NETRAVEN_USAGE', `--private-key: cannot read ${file}: ${cause.message}`, {
      cause,
    });
  });
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    throw new NetravenError('NETRAVEN_USAGE', `--private-key: ${file} holds no private key (OpenSSH or PEM)`);
  }
  return { text: new Secret(text), isEncrypted: isEncrypted(text) };
}

/** PEM says so in its header lines; OpenSSH's own format names the cipher in its first field. */
function isEncrypted(text: string): boolean {
  if (/ENCRYPTED/.test(text)) return true;
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text)?.[1];
  if (body === undefined) return false;
  const bytes = Buffer.from(body, 'base64');
  if (bytes.length < OPENSSH_MAGIC.length + 8 || !bytes.toString('latin1').startsWith(OPENSSH_MAGIC)) {
    return false;
  }
  const length = bytes.readUInt32BE(OPENSSH_MAGIC.length);
  const cipher = bytes.toString('latin1', OPENSSH_MAGIC.length + 4, OPENSSH_MAGIC.length + 4 + length);
  return cipher !== 'none';
}
