import { armor, Decrypter, Encrypter } from 'age-encryption';
import { NetravenError } from '../errors.ts';

/**
 * Encrypts bytes or UTF-8 text with age, so that any one of the recipients can open them; stock `age -d` can too.
 * @param recipients `age1…` public keys, at least one
 * @throws NETRAVEN_CONFIG_INVALID for a recipient age does not know
 * @see https://age-encryption.org/v1
 */
export async function sealBytes(
  plain: Uint8Array | string,
  recipients: readonly string[],
): Promise<Uint8Array> {
  if (recipients.length === 0) throw new Error('sealing needs a recipient');
  const encrypter = new Encrypter();
  for (const recipient of recipients) addRecipient(encrypter, recipient);
  return await encrypter.encrypt(plain);
}

/**
 * Opens what `sealBytes` or stock age sealed; binary and armoured files alike.
 * @returns undefined when none of the identities is a recipient of it, or it is damaged
 */
export async function openBytes(
  sealed: Uint8Array | string,
  identities: readonly string[],
): Promise<Uint8Array | undefined> {
  try {
    const decrypter = new Decrypter();
    for (const identity of identities) decrypter.addIdentity(identity);
    return await decrypter.decrypt(typeof sealed === 'string' ? armor.decode(sealed) : dearmor(sealed));
  } catch {
    // The library's messages are left out on purpose: they can quote what they were given.
    return undefined;
  }
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    throw new NetravenError(
      'NETRAVEN_CONFIG_INVALID',
      `age recipient: expected a public key age1…, got ${JSON.stringify(shown(recipient))}`,
      { cause },
    );
  }
}

/** An identity pasted in place of a recipient must not reach a log. */
function shown(recipient: string): string {
  return /^age1/i.test(recipient) ? recipient.slice(0, 80) : '[not shown]';
}

const ARMOR_HEAD = '-----BEGIN AGE';

function dearmor(sealed: Uint8Array): Uint8Array {
  const head = Buffer.from(sealed.buffer, sealed.byteOffset, Math.min(ARMOR_HEAD.length, sealed.length));
  return head.toString('latin1') === ARMOR_HEAD
    ? armor.decode(Buffer.from(sealed).toString('latin1'))
    : sealed;
}
