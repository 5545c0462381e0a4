import { NetravenError, Secret } from '@netraven/common';
import { readKeyFile } from '@netraven/common/config';
import { parseIdentities } from '@netraven/common/seal';

/**
 * The private keys of an operator, from a file as age-keygen writes it. They stay on this machine.
 * @throws NETRAVEN_CONFIG_PERMISSIONS when others may read the file, NETRAVEN_CONFIG_INVALID when it cannot be read or
 *   holds no identity
 */
export async function readOperatorIdentities(file: string): Promise<Secret[]> {
  const text = await readKeyFile('--identity', file).catch((cause: unknown) => {
    if (!(cause instanceof NetravenError) || cause.code !== 'NETRAVEN_CONFIG_INVALID') throw cause;
    throw new NetravenError(cause.code, cause.message, {
      cause,
      hint: 'Give the file of an operator’s private key, as "netraven init" or age-keygen wrote it.',
    });
  });
  return (await parseIdentities(text.reveal())).map(({ identity }) => new Secret(identity));
}
