import { NetravenError, SECOND, Secret } from '@netraven/common';
import { type Config, fingerprintKeySource, readKey, siteIdentitySource } from '@netraven/common/config';
import { parseIdentities } from '@netraven/common/seal';
import { type FingerprintKey, fingerprintKey } from './redaction/fingerprint.ts';

const MIN_KEY_BYTES = 16;
/** Between two looks at the source of the identities: a credential that opens with no key is asked for at each task. */
const LOOK_AGAIN_MS = 10 * SECOND;

type Environment = Readonly<Record<string, string | undefined>>;

/** The secrets an executor holds; none of them leaves its memory. */
export interface ExecutorKeys {
  /** age identities of the site, the old one too while it is replaced: they open the credentials of tasks. */
  identities(): readonly Secret[];
  /**
   * Reads the identities again, for a credential that is sealed to a newer key; at most once in ten seconds.
   * @returns whether there are others now
   */
  renewIdentities(): Promise<boolean>;
  /** Key of the fingerprints in `<secret:…>` tokens. */
  readonly fingerprintKey: FingerprintKey;
}

/** @throws NETRAVEN_CONFIG_INVALID, NETRAVEN_CONFIG_PERMISSIONS naming the field and the file */
export async function openKeys(
  { secrets }: Pick<Config, 'secrets'>,
  environment: Environment = process.env,
): Promise<ExecutorKeys> {
  const read = () => readIdentities(secrets, environment);
  const source = fingerprintKeySource(secrets);
  const key = parseFingerprintKey(source.field, await readKey(source, environment), secrets.distinctKinds);
  let identities = await read();
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    identities: () => identities,
    renewIdentities: async () => {
      if (performance.now() - lookedAt < LOOK_AGAIN_MS) return false;
      lookedAt = performance.now();
      // A source that is away for now leaves what is known.
      const found = await read().catch(() => identities);
      const isSame = listOf(found) === listOf(identities);
      identities = found;
      return !isSame;
    },
    fingerprintKey: key,
  };
}

async function readIdentities(secrets: Config['secrets'], environment: Environment): Promise<Secret[]> {
  const text = await readKey(siteIdentitySource(secrets), environment);
  return (await parseIdentities(text.reveal())).map(({ identity }) => new Secret(identity));
}

function listOf(identities: readonly Secret[]): string {
  return identities.map((identity) => identity.reveal()).join('\n');
}

/** Base64, as `netraven init` and `openssl rand -base64 32` write it. */
function parseFingerprintKey(
  field: string,
  text: Secret,
  distinctKinds: readonly string[] | undefined,
): FingerprintKey {
  const bytes = Buffer.from(text.reveal(), 'base64');
  if (bytes.length >= MIN_KEY_BYTES) return fingerprintKey(bytes, distinctKinds);
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    `${field}: must be at least ${MIN_KEY_BYTES} bytes in base64, got ${bytes.length}`,
  );
}
