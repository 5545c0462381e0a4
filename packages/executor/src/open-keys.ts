import { NetravenError, type Secret } from '@netraven/common';
import { type Config, readKeyFile } from '@netraven/common/config';

/** The secrets an executor holds; none of them leaves its memory. */
export interface ExecutorKeys {
  /** age identity of the site: opens the credentials of tasks. */
  readonly identity: Secret;
  /** Key of the fingerprints in `<secret:…>` tokens. */
  readonly fingerprintKey: Secret;
}

/** @throws NETRAVEN_CONFIG_INVALID, NETRAVEN_CONFIG_PERMISSIONS naming the field and the file */
export async function openKeys({ secrets }: Config): Promise<ExecutorKeys> {
  return {
    identity: await readKeyFile('secrets.identityFile', required('identityFile', secrets.identityFile)),
    fingerprintKey: await readKeyFile(
      'secrets.fingerprintKeyFile',
      required('fingerprintKeyFile', secrets.fingerprintKeyFile),
    ),
  };
}

function required(field: string, file: string | undefined): string {
  if (file !== undefined) return file;
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    `secrets.${field}: is required by an executor, got nothing`,
  );
}
