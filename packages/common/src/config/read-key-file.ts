import { readFile, stat } from 'node:fs/promises';
import { NetravenError } from '../errors.ts';
import { Secret } from '../secret.ts';

const GROUP_AND_OTHERS = 0o077;

/**
 * A key from a file that nobody but its owner may read.
 * @throws NETRAVEN_CONFIG_INVALID when it cannot be read, NETRAVEN_CONFIG_PERMISSIONS when others may read it
 */
export async function readKeyFile(field: string, file: string): Promise<Secret> {
  try {
    const { mode } = await stat(file);
    if ((mode & GROUP_AND_OTHERS) !== 0) {
      const shown = (mode & 0o777).toString(8);
      throw new NetravenError(
        'NETRAVEN_CONFIG_PERMISSIONS',
        `${field}: ${file} has mode ${shown}, must be 600`,
      );
    }
    return new Secret((await readFile(file, 'utf8')).trim());
  } catch (error) {
    if (error instanceof NetravenError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `${field}: ${file}: ${reason}`, { cause: error });
  }
}
