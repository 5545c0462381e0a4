import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { readKeyFile } from '../config/read-key-file.ts';
import { NetravenError } from '../errors.ts';

/** libpq's modes that say for sure whether the connection is encrypted; `prefer` and `allow` leave it to the server. */
const modes = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof modes)[number];

/**
 * How a database URL wants its connection protected, in libpq's parameters: `sslmode`, `sslrootcert`, `sslcert`,
 * `sslkey`. The driver is told here, because MikroORM drops the parameters of a URL.
 * @returns false for none
 * @throws NETRAVEN_CONFIG_INVALID for another mode or a file that cannot be read; NETRAVEN_CONFIG_PERMISSIONS for a key
 *   that others may read
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export async function readDatabaseTls(url: string): Promise<ConnectionOptions | false> {
  const parameters = readParameters(url);
  const mode = readMode(parameters);
  if (mode === 'disable') return false;
  const [ca, cert] = await Promise.all(
    ['sslrootcert', 'sslcert'].map((name) => readPem(name, parameters.get(name))),
  );
  const keyFile = parameters.get('sslkey');
  const key = keyFile === null ? undefined : (await readKeyFile('database.url: sslkey', keyFile)).reveal();
  // With an authority, `require` checks it, as libpq does.
  const isVerified = mode !== 'require' || ca !== undefined;
  return {
    rejectUnauthorized: isVerified,
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

function readParameters(url: string): URLSearchParams {
  if (URL.canParse(url)) return new URL(url).searchParams;
  // The URL itself may hold a password.
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    'database.url: expected postgresql://user:password@host:port/name, got no URL',
  );
}

function readMode(parameters: URLSearchParams): Mode {
  const given = parameters.get('sslmode') ?? (parameters.has('sslrootcert') ? 'verify-full' : 'disable');
  const mode = modes.find((known) => known === given);
  if (mode) return mode;
  throw new NetravenError(
    'NETRAVEN_CONFIG_INVALID',
    `database.url: sslmode: expected ${modes.join(', ')}, got ${JSON.stringify(given)}`,
  );
}

async function readPem(name: string, file: string | null | undefined): Promise<string | undefined> {
  if (file === null || file === undefined) return undefined;
  return readFile(file, 'utf8').catch((cause: Error) => {
    throw new NetravenError('NETRAVEN_CONFIG_INVALID', `database.url: ${name}: ${cause.message}`, { cause });
  });
}
