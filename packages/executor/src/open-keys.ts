import { NetravenError, Secret } from '@netraven/common';
import { type Config, readKeyFile } from '@netraven/common/config';
import { parseIdentities } from '@netraven/common/seal';
import { type FingerprintKey, fingerprintKey } from './redaction/fingerprint.ts';

const MIN_KEY_BYTES = 16;

/** The secrets an executor holds; none of them leaves its memory. */
export interface ExecutorKeys {
  /** age identities of the site, the old one too while it is replaced: they open the credentials of tasks. */
  readonly identities: readonly Secret[];
  /** Key of the fingerprints in `<secret:…>` tokens. */
  readonly fingerprintKey: FingerprintKey;
}

/** @throws NETRAVEN_CONFIG_INVALID, NETRAVEN_CONFIG_PERMISSIONS naming the field and the file */
export async function openKeys({ secrets }: Config): Promise<ExecutorKeys> {
  const identityFile = await readKeyFile(
    'secrets.identityFile',
    required('identityFile', secrets.identityFile),
  );
  const pairs = await parseIdentities(identityFile.reveal());
  const field = 'fingerprintKeyFile';
  const file = required(field, secrets[field]);
  return {
    identities: pairs.map(({ identity }) => new Secret(identity)),
    fingerprintKey: parseFingerprintKey(file, await readKeyFile(`secrets.${field}`, file)),
  };
}

function required(field: string, file: string | undefined): string {
  if (file !== undefined) return file;
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    `secrets.${field}: is required by an executor, got nothing`,
  );
}

/** Base64, as `netraven init` and `openssl rand -base64 32` write it. */
function parseFingerprintKey(file: string, text: Secret): FingerprintKey {
  const bytes = Buffer.from(text.reveal(), 'base64');
  if (bytes.length >= MIN_KEY_BYTES) return fingerprintKey(bytes);
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    `secrets.fingerprintKeyFile: ${file} must hold at least ${MIN_KEY_BYTES} bytes in base64, got ${bytes.length}`,
  );
}
