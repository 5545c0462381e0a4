import type { Readable } from 'node:stream';
import { NetravenError, Secret } from '@netraven/common';

const MAX_BYTES = 64 * 1024;

/**
 * Reads secrets from a stream, one on each line, in the order they are named. A last line end is not part of the
 * secret; blanks are.
 * @throws NETRAVEN_USAGE when lines are missing, empty or too many; nothing of them is in the message
 */
export async function readSecretLines<N extends string>(
  input: Readable,
  names: readonly N[],
): Promise<Map<N, Secret>> {
  const lines = (await readLimited(input)).split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length !== names.length) {
    throw new NetravenError(
      'NETRAVEN_USAGE',
      `standard input: expected ${names.length} line${names.length === 1 ? '' : 's'} (${names.join(', ')}), got ${lines.length}`,
    );
  }
  return new Map(
    names.map((name, index) => {
      const line = lines[index] ?? '';
      if (line === '') throw new NetravenError('NETRAVEN_USAGE', `standard input: the ${name} is empty`);
      return [name, new Secret(line)];
    }),
  );
}

async function readLimited(input: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    const piece = Buffer.from(chunk as Uint8Array | string);
    bytes += piece.length;
    if (bytes > MAX_BYTES) throw new NetravenError('NETRAVEN_USAGE', 'standard input: more than 64 KiB');
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}
