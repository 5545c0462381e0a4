import type { Duplex } from 'node:stream';
import { NetravenError } from '@netraven/common';

/** A server may send lines before its version (RFC 4253, section 4.2); more than this is another protocol. */
const MAX_GREETING_LENGTH = 16 * 1024;

/**
 * Reads along until the server has sent its SSH version.
 * @param onTooMuch called once when it sends text without end instead
 * @returns whether it has sent text, but no version so far
 */
export function watchGreeting(stream: Duplex, onTooMuch: () => void): () => boolean {
  let text = '';
  let isSsh = false;
  const onData = (data: Buffer) => {
    text += data.toString('latin1');
    isSsh = /^SSH-/m.test(text);
    if (isSsh || text.length > MAX_GREETING_LENGTH) stream.off('data', onData);
    if (!isSsh && text.length > MAX_GREETING_LENGTH) onTooMuch();
    if (isSsh) text = '';
  };
  stream.on('data', onData);
  return () => !isSsh && text !== '';
}

export function notSsh(where: string): NetravenError {
  return new NetravenError('NETRAVEN_SSH_HANDSHAKE', `${where}: something other than SSH answers`);
}
