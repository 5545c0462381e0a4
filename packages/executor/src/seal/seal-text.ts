import { sealBytes } from '@netraven/common/seal';

/**
 * The full text of a capture, encrypted to the operators: only they can restore a device to the byte.
 * @param recipients `age1…`; none means that no original is kept
 * @throws NETRAVEN_CONFIG_INVALID for a recipient age does not know
 */
export async function sealText(
  text: Uint8Array | string,
  recipients: readonly string[],
): Promise<Uint8Array | null> {
  return recipients.length === 0 ? null : await sealBytes(text, recipients);
}
